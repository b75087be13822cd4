// A module hook of Node that compiles TypeScript.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const { jsc, ...others } = JSON.parse(readFileSync(new URL('../.swcrc', import.meta.url), 'utf8'));
const swc = { ...others, jsc: { ...jsc, rewriteRelativeImportExtensions: false }, swcrc: false, sourceMaps: 'inline' };

export function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...swc, filename });
  return { format: 'module', source: code, shortCircuit: true };
}
