import './node-version.mjs';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, root, step } from './run.mjs';

/** Installs the packages unless what package-lock.json asks for is there. npm itself notes what it installed, so that is compared. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await step('Installing packages', 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
}

function isInstalled() {
  const note = join(root, 'node_modules/.package-lock.json'); // written last, so a killed installation has none
  if (!existsSync(note)) return false;
  const [wanted, installed] = [packages(join(root, 'package-lock.json')), packages(note)];
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

if (isMain(import.meta.url)) await ensureInstalled();
