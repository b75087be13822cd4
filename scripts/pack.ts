import { existsSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from './failure.ts';
import { manifestOf } from './packages/manifest.ts';
import { isSourceFile, filesOf } from './packages/source-files.ts';
import { ofPackage, step } from './processes.ts';
import { root } from './root.ts';

/** The rooms that others install, and what each is for. */
const published: Readonly<Record<string, string>> = {
  client: 'Calls the routes of Colloquy over HTTP, with types for each',
  consumer: 'Reads the events of Colloquy from Kafka: each once, checked, and with holes noticed',
};

export const help = `npm run pack [-- --into <folder>] [room]…: packs what others install, as a registry would get it: ${Object.keys(published).join(', ')}
Each becomes <folder>/colloquy-<room>-<version>.tgz; the folder is dist/packages unless given.`;

export async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: { into: { type: 'string' } }, allowPositionals: true });
  const { into = 'dist/packages' } = values;
  mkdirSync(into, { recursive: true });
  for (const room of positionals.length > 0 ? positionals : Object.keys(published)) {
    const description = published[room];
    if (description === undefined) throw new Failure(`${room} is no package: see --help`, 2);
    const folder = join(root, 'dist/packages', room);
    await compile(room, folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifestOf(room, description, folder), null, 2));
    copyFileSync(join(root, 'libs', room, 'README.md'), join(folder, 'README.md'));
    if (existsSync(join(root, 'LICENSE'))) copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
    await step(`Packing the ${room}`, ['npm', 'pack', folder, '--pack-destination', into]);
  }
}

/** The room and all that it imports, each file where it lies in the repository, as JavaScript and its types. */
async function compile(room: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    sourceMap: false,
    rootDir: root,
    outDir: folder,
    types: ['node'],
  };
  const files = filesOf(join(root, 'libs', room, 'src')).filter(isSourceFile);
  const project = join(root, 'dist/packages', `${room}.tsconfig.json`);
  writeFileSync(project, JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] }));
  await step(`Compiling the ${room}`, ofPackage('typescript/bin/tsc', '--project', project));
}
