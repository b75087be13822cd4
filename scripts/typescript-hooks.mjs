// Module hooks of Node, which run in a thread of their own.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const { jsc, ...others } = JSON.parse(readFileSync(new URL('../.swcrc', import.meta.url), 'utf8'));
const swc = { ...others, jsc: { ...jsc, rewriteRelativeImportExtensions: false }, swcrc: false, sourceMaps: 'inline' };

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...swc, filename });
  return { format: 'module', source: code, shortCircuit: true };
}
