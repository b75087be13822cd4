import { existsSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from './failure.ts';
import { manifestOf } from './packages/manifest.ts';
import { isSourceFile, filesOf } from './packages/source-files.ts';
import { ofPackage, step } from './processes.ts';
import { root } from './root.ts';

/** Modules that other projects install as packages, with the description of each package. */
const published: Readonly<Record<string, string>> = {
  client: 'Calls the routes of Colloquy over HTTP, with types for each',
  consumer: 'Reads the events of Colloquy from Kafka: each once, checked, and with holes noticed',
};

export const help = `npm run pack [-- --into <folder>] [module]…: packs the modules that other projects install (${Object.keys(published).join(', ')}), as a registry would receive them
Each becomes <folder>/colloquy-<module>-<version>.tgz. The default folder is dist/packages.`;

export async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: { into: { type: 'string' } }, allowPositionals: true });
  const { into = 'dist/packages' } = values;
  mkdirSync(into, { recursive: true });
  for (const module of positionals.length > 0 ? positionals : Object.keys(published)) {
    const description = published[module];
    if (description === undefined)
      throw new Failure(`Unknown package "${module}". Use one of: ${Object.keys(published).join(', ')}`, 2);
    const folder = join(root, 'dist/packages', module);
    await compile(module, folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifestOf(module, description, folder), null, 2));
    copyFileSync(join(root, 'libs', module, 'README.md'), join(folder, 'README.md'));
    if (existsSync(join(root, 'LICENSE'))) copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
    await step(`Packing the ${module}`, ['npm', 'pack', folder, '--pack-destination', into]);
  }
}

/** Compiles the module and everything it imports to JavaScript and types; each file keeps its path in the repository. */
async function compile(module: string, folder: string): Promise<void> {
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
  const files = filesOf(join(root, 'libs', module, 'src')).filter(isSourceFile);
  const project = join(root, 'dist/packages', `${module}.tsconfig.json`);
  writeFileSync(project, JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] }));
  await step(`Compiling the ${module}`, ofPackage('typescript/bin/tsc', '--project', project));
}
