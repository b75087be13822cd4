import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from './read-json.ts';

const Package = z.object({ scripts: z.record(z.string(), z.string()) });

/** The root of the checkout or of the image: three levels up in the sources, four in `dist`. */
const root = ['../../..', '../../../..']
  .map((up) => join(import.meta.dirname, up))
  .find((folder) => existsSync(join(folder, 'package.json')));

/**
 * The line with which an operator runs a command of `colloquy`, in this checkout or in the image, which contains the
 * program and no npm scripts.
 */
export function operatorCommand(command: string, folder = root): string {
  if (folder === undefined || !existsSync(join(folder, 'scripts/run.mjs'))) return `colloquy ${command}`;
  const [name, ...args] = command.split(' ');
  const { scripts } = readJson(join(folder, 'package.json'), Package);
  const [own] = Object.entries(scripts).find(([, line]) => line.endsWith(` operate/colloquy ${name}`)) ?? [];
  if (own === undefined) return `npm run -s colloquy -- ${command}`;
  return ['npm run', own, ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
}
