import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformFile } from '@swc/core';
import { x } from 'tinyexec';

const root = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** Runs a program in a folder and returns its output. Throws, with all its output, if the program fails. */
async function output(cwd: string, program: string, ...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await x(program, args, { nodeOptions: { cwd } });
  if (exitCode !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${exitCode}: ${stdout}${stderr}`);
  return stdout;
}

/**
 * Packs a module and installs the tarball in a new project. Its dependencies come from our own node_modules, so npm asks
 * no registry. The module's program in `elsewhere/` is copied into the project.
 */
export async function installedElsewhere(project: string, module: string, packages: readonly string[]): Promise<void> {
  await output(root, process.execPath, 'scripts/run.mjs', 'pack', '--into', project, module);
  const ours = packages.map((name) => [name, `file:${join(root, 'node_modules', name)}`]);
  const dependencies = {
    [`@colloquy/${module}`]: `file:${join(project, `colloquy-${module}-${version}.tgz`)}`,
    ...Object.fromEntries(ours),
  };
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'elsewhere', private: true, dependencies }));
  copyFileSync(join(import.meta.dirname, 'elsewhere', `${module}.mts`), join(project, `${module}.mts`));
  await output(project, 'npm', 'install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts');
}

/** Removes the types from a program, changes nothing else, and runs it. Returns its output. */
export async function runTypeScript(project: string, file: string, ...args: string[]): Promise<string> {
  const parser = { syntax: 'typescript' } as const;
  const { code } = await transformFile(join(project, file), { swcrc: false, jsc: { target: 'es2022', parser } });
  const program = file.replace(/ts$/, 'js');
  writeFileSync(join(project, program), code);
  return output(project, process.execPath, program, ...args);
}

/** Checks a program of that project as strictly as TypeScript can, including the declarations of its packages. */
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
