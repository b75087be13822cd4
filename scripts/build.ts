import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { digestOf } from './digest.ts';
import { type CommandLine, ofPackage, step } from './processes.ts';
import { root } from './root.ts';

export const help = `npm run build: builds the services and front ends that changed since the last build into dist/`;

export async function main(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  await ensureBuilt();
}

interface Target {
  readonly name: string;
  /** Files and folders that it is built from, relative to the root. */
  readonly inputs: readonly string[];
  readonly ignores: (path: string) => boolean;
  /** Folders that the command writes but does not clean. */
  readonly outputs: () => readonly string[];
  readonly command: CommandLine;
}

const frontEnds = ['widget', 'console'];

export async function ensureBuilt(targets: readonly Target[] = [services, ...frontEndTargets()]): Promise<void> {
  for (const target of targets) await build(target);
}

/** The front ends, which are all that the tests need built. */
export const frontEndTargets = (): Target[] =>
  frontEnds.filter((app) => existsSync(join(root, 'apps', app, 'vite.config.ts'))).map(frontEnd);

const isSpec = (path: string): boolean => /\.spec\.tsx?$/.test(path);

export const services: Target = {
  name: 'services',
  inputs: ['apps', 'libs', 'tsconfig.json', 'nest-cli.json', '.swcrc', 'package.json', 'package-lock.json'],
  ignores: (path) => isSpec(path) || frontEnds.some((app) => path.startsWith(`apps/${app}/`)),
  outputs: () => [
    'dist/libs',
    ...builtApps()
      .filter((app) => !frontEnds.includes(app))
      .map((app) => `dist/apps/${app}`),
  ],
  command: ofPackage('@nestjs/cli/bin/nest.js', 'build', 'standalone'),
};

const frontEnd = (app: string): Target => ({
  name: app,
  inputs: [`apps/${app}`, 'libs/contracts', 'libs/client', 'libs/languages', 'package.json', 'package-lock.json'],
  ignores: isSpec,
  outputs: () => [`dist/apps/${app}`],
  command: ofPackage(
    'vite/bin/vite.js',
    'build',
    `apps/${app}`,
    '--outDir',
    join(root, 'dist/apps', app),
    '--emptyOutDir',
  ),
});

async function build({ name, inputs, ignores, outputs, command }: Target): Promise<void> {
  const stamps = join(root, 'dist/.stamps');
  const stamp = join(stamps, name);
  const current = digestOf(root, inputs, ignores);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return;
  rmSync(stamp, { force: true });
  for (const output of outputs()) rmSync(join(root, output), { recursive: true, force: true });
  await step(`Building the ${name}`, command);
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, current);
}

function builtApps(): string[] {
  const apps = join(root, 'dist/apps');
  return existsSync(apps) ? readdirSync(apps) : [];
}
