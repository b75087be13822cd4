import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformFile } from '@swc/core';
import { x } from 'tinyexec';

const root = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** Runs a program to its end in a folder, and answers what it prints. Fails with all of that where the program does. */
async function output(cwd: string, program: string, ...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await x(program, args, { nodeOptions: { cwd } });
  if (exitCode !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${exitCode}: ${stdout}${stderr}`);
  return stdout;
}

/**
 * Packs what others install, and installs it in a new project: a room's tarball, and what it depends on, which comes
 * from our own node_modules, so that no registry is asked. The programs of `elsewhere/` are put there, too.
 */
export async function installedElsewhere(project: string, room: string, packages: readonly string[]): Promise<void> {
  await output(root, process.execPath, 'scripts/run.mjs', 'pack', '--into', project, room);
  const here = packages.map((name) => [name, `file:${join(root, 'node_modules', name)}`]);
  const dependencies = {
    [`@colloquy/${room}`]: `file:${join(project, `colloquy-${room}-${version}.tgz`)}`,
    ...Object.fromEntries(here),
  };
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'elsewhere', private: true, dependencies }));
  copyFileSync(join(import.meta.dirname, 'elsewhere', `${room}.mts`), join(project, `${room}.mts`));
  await output(project, 'npm', 'install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts');
}

/** Takes the types away, and nothing else, and runs what is left. */
export async function runTypeScript(project: string, file: string, ...args: string[]): Promise<string> {
  const parser = { syntax: 'typescript' } as const;
  const { code } = await transformFile(join(project, file), { swcrc: false, jsc: { target: 'es2022', parser } });
  const program = file.replace(/ts$/, 'js');
  writeFileSync(join(project, program), code);
  return output(project, process.execPath, program, ...args);
}

/** Checks a program of that project as strictly as TypeScript can, declarations of packages included. */
export const typeCheck = (project: string, file: string): Promise<string> => {
  const strictly = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false'];
  const modules = ['--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
  return output(
    project,
    process.execPath,
    join(root, 'node_modules/typescript/bin/tsc'),
    ...strictly,
    ...modules,
    file,
  );
};
