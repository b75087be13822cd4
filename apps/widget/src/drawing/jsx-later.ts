import type { jsx as Draw } from './jsx-runtime.ts';

let draw: typeof Draw;

/** Preact is in widget.js alone, and there may be one: what comes later draws with that. */
export function drawWith(given: typeof Draw): void {
  draw = given;
}

/** What JSX compiles to in the file that is loaded later. */
export const jsx: typeof Draw = (...given) => draw(...given);

export { jsx as jsxs };
