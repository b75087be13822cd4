import type { Words } from '#languages/words';

/**
 * Isolates a name within a sentence: the sentence keeps its order, whatever the direction of the name's script (Unicode
 * TR 9, FSI and PDI).
 */
export const isolate = (name: string): string => `\u2068${name}\u2069`;

/** The same, but unchanged if name and sentence both run from left to right, so that it can be found by its plain text. */
export const isolateIn = ({ direction }: Pick<Words, 'direction'>, name: string): string =>
  direction === 'ltr' && !fromTheRight.test(name) ? name : isolate(name);

/** The blocks of scripts that run from the right, and the characters that make others do so. */
const fromTheRight =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
