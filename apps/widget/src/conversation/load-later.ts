import { jsx } from '../drawing/jsx-runtime.ts';
import { learn } from '../languages/load-words.ts';

type Later = typeof import('./later.ts');

/** The build puts the file's own name here (`loaded-later.ts`). */
const file = './widget/later.js';

/** The forms that came with it; undefined before. */
export let panels: Later['panels'] | undefined;

let loading: Promise<Later> | undefined;
let failures = 0;

/** Loads the rest of the script, once. Rejects when it cannot be had, and tries again when it is asked again. */
export function loadLater(): Promise<Later> {
  loading ??= loadNow().catch((error: unknown) => {
    failures++;
    loading = undefined;
    throw error;
  });
  return loading;
}

async function loadNow(): Promise<Later> {
  // Browsers remember that a module could not be had: by another address they ask for it again.
  const later = (await import(/* @vite-ignore */ failures ? `${file}?${failures}` : file)) as Later;
  learn(later.laterEn);
  later.drawWith(jsx);
  panels = later.panels;
  return later;
}
