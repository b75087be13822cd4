import bidiFactory, { type Bidi, type BidiCharTypeName } from 'bidi-js';
import { OpenRuns, directionOf } from './direction.ts';
import { type TracedText, joined, part } from './traced-text.ts';

const bidi = createBidi();

const control = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * Returns a text in the order in which readers see it, if direction controls change that order ("\u202etoidi" is
 * displayed as "idiot"). Undefined without such controls. Follows UAX 9, one source line at a time, without wrapping.
 */
export function displayedText(shown: TracedText): TracedText | undefined {
  if (!control.test(shown.text)) return undefined;
  let at = 0;
  return joined(
    shown.text.split(/(\n)/).flatMap((line) => {
      const written = part(shown, at, (at += line.length));
      return control.test(line) ? displayedLine(written) : [written];
    }),
  );
}

/** Longer lines are processed in parts, as a screen wraps them, too. The algorithm takes more than linear time. */
const longestPart = 500;

function displayedLine(line: TracedText): TracedText[] {
  const base = directionOf(line.text) ?? 'ltr';
  const runs = new OpenRuns();
  return partsOf(lettersOf(line)).flatMap((letters) => {
    const before = runs.again();
    for (const { text } of letters) runs.read(text);
    return displayedPart(letters, before, base);
  });
}

function partsOf(letters: readonly TracedText[]): TracedText[][] {
  const parts: TracedText[][] = [];
  for (let at = 0; at < letters.length;) {
    const most = letters.slice(at, at + longestPart);
    const blank = at + most.length < letters.length ? most.findLastIndex(({ text }) => /\s/.test(text)) : -1;
    parts.push(blank > 0 ? most.slice(0, blank + 1) : most);
    at += parts.at(-1)?.length ?? most.length;
  }
  return parts;
}

/** Computes the visible order from left to right, then puts it back into reading order: Hebrew from the right. */
function displayedPart(letters: readonly TracedText[], before: string, base: 'ltr' | 'rtl'): TracedText[] {
  const seen = reordered(letters, before, base).filter(({ text }) => !control.test(text));
  return reordered(seen, '', base);
}

function reordered(letters: readonly TracedText[], before: string, base: 'ltr' | 'rtl'): TracedText[] {
  const types = before + letters.map(({ text }) => standIn(text)).join('');
  const order = bidi.getReorderedIndices(types, bidi.getEmbeddingLevels(types, base));
  return order.flatMap((index) => letters[index - before.length] ?? []);
}

/** Splits a line into letters with their marks, which stay after them. */
function lettersOf(line: TracedText): TracedText[] {
  let at = 0;
  return (line.text.match(/[\u202a-\u202e\u2066-\u2069]|\P{M}\p{M}*|\p{M}+/gsu) ?? []).map((letter) =>
    part(line, at, (at += letter.length)),
  );
}

/** The library works on code units, so a letter of two units is replaced by a letter of the same kind. */
const ofKind: { readonly [kind in BidiCharTypeName]?: string } = {
  L: 'a',
  R: '\u05d0',
  AL: '\u0627',
  EN: '0',
  AN: '\u0660',
};

/** The package's types describe an ES module, while Node gets the function itself. */
function createBidi(): Bidi {
  const create: unknown = bidiFactory;
  if (typeof create !== 'function') throw new Error('bidi-js is no function');
  return create();
}

function standIn(letter: string): string {
  const [first = ''] = letter;
  return first.length === 1 ? first : (ofKind[bidi.getBidiCharTypeName(first)] ?? '!');
}
