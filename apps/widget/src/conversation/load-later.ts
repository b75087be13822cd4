type Later = typeof import('./later.ts');

/** The build puts the file's own name here (`loaded-later.ts`). */
const file = './widget/later.js';

let loading: Promise<Later> | undefined;
let failures = 0;

/** Loads the rest of the script, once. Rejects when it cannot be had, and tries again when it is asked again. */
export function loadLater(): Promise<Later> {
  // Browsers remember that a module could not be had: by another address they ask for it again.
  loading ??= (import(/* @vite-ignore */ failures ? `${file}?${failures}` : file) as Promise<Later>).catch(
    (error: unknown) => {
      failures++;
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
