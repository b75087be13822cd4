import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import { fromSources, run } from './processes.ts';
import { root } from './root.ts';

const folder = 'test/bench';
const names = readdirSync(join(root, folder)).flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? []);

export const help = `npm run bench <name>: runs ${folder}/<name>.bench.ts without a build. Names:
  ${names.join(', ')}`;

export async function main([name = '', ...args]: string[]): Promise<number> {
  const file = `${folder}/${name}.bench.ts`;
  if (!existsSync(join(root, file))) throw new Failure(help, 2);
  return (await run(fromSources(file, ...args))).code;
}
