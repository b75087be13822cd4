import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from './read-json.ts';

const Ours = z.object({ name: z.literal('colloquy'), version: z.string() });

/** The service's version, from its package.json: three levels up in the sources, four in `dist`. */
export const serviceVersion: string = readVersion();

function readVersion(): string {
  for (const up of ['../../..', '../../../..']) {
    try {
      return readJson(join(import.meta.dirname, up, 'package.json'), Ours).version;
    } catch {
      // not at this level
    }
  }
  return '0.0.0';
}
