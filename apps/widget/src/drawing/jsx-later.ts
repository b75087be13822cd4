import type { jsx as Draw } from './jsx-runtime.ts';

let draw: typeof Draw;

/** Only widget.js contains Preact, and there may be only one: later files draw with that one. */
export function drawWith(given: typeof Draw): void {
  draw = given;
}

/** The JSX function of the file that is loaded later. */
export const jsx: typeof Draw = (...given) => draw(...given);

export { jsx as jsxs };
