import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The service's version, from its package.json: three floors up in the sources, four in `dist`. */
export const serviceVersion: string = readVersion();

function readVersion(): string {
  for (const up of ['../../..', '../../../..']) {
    try {
      const { name, version } = JSON.parse(
        readFileSync(join(import.meta.dirname, up, 'package.json'), 'utf8'),
      ) as Record<string, string>;
      if (name === 'colloquy' && version !== undefined) return version;
    } catch {
      // not on this floor
    }
  }
  return '0.0.0';
}
