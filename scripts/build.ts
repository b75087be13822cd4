import './node-version.mjs';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { isMain, root, script, step } from './run.mjs';

const frontEnds = ['widget', 'console'];

/** Builds what has changed since it was last built: the services, and the front ends that have a Vite configuration. */
export async function ensureBuilt(targets = [services, ...frontEndTargets()]) {
  for (const target of targets) await build(target);
}

/** The front ends alone: all that the tests need built. */
export const frontEndTargets = () =>
  frontEnds.filter((app) => existsSync(join(root, 'apps', app, 'vite.config.ts'))).map(frontEnd);

export const services = {
  title: 'Building the services',
  stamp: 'services',
  inputs: ['apps', 'libs', 'tsconfig.json', 'nest-cli.json', '.swcrc', 'package.json', 'package-lock.json'],
  ignores: (path) => /\.spec\.tsx?$/.test(path) || frontEnds.some((app) => path.startsWith(`apps/${app}/`)),
  outputs: () => outputsBut(frontEnds),
  command: script('@nestjs/cli/bin/nest.js', 'build', 'standalone'),
};

const frontEnd = (app) => ({
  title: `Building the ${app}`,
  stamp: app,
  inputs: [`apps/${app}`, 'libs/contracts', 'package.json', 'package-lock.json'],
  ignores: (path) => /\.spec\.tsx?$/.test(path),
  outputs: () => [`dist/apps/${app}`],
  command: script(
    'vite/bin/vite.js',
    'build',
    `apps/${app}`,
    '--outDir',
    join(root, 'dist/apps', app),
    '--emptyOutDir',
  ),
});

async function build({ title, stamp, inputs, ignores, outputs, command }) {
  const stampFile = join(root, 'dist/.stamps', stamp);
  const current = digest(inputs, ignores);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === current) return;
  for (const output of [`dist/.stamps/${stamp}`, ...outputs()])
    rmSync(join(root, output), { recursive: true, force: true });
  await step(title, ...command);
  mkdirSync(join(root, 'dist/.stamps'), { recursive: true });
  writeFileSync(stampFile, current);
}

function outputsBut(apps) {
  const built = existsSync(join(root, 'dist/apps')) ? readdirSync(join(root, 'dist/apps')) : [];
  return ['dist/libs', ...built.filter((app) => !apps.includes(app)).map((app) => `dist/apps/${app}`)];
}

// Contents, not times: a checkout, a branch switched twice or a copied folder leaves times that say nothing.
function digest(inputs, ignores) {
  const hash = createHash('sha256');
  for (const file of inputs
    .flatMap(filesIn)
    .filter((path) => !ignores(path))
    .sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found ? [path] : [];
  return readdirSync(join(root, path)).flatMap((name) => filesIn(`${path}/${name}`));
}

if (isMain(import.meta.url)) {
  await ensureInstalled();
  await ensureBuilt();
}
