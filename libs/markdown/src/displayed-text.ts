import bidiFactory, { type Bidi, type BidiCharTypeName } from 'bidi-js';
import { type TracedText, joined, part } from './traced-text.ts';

const bidi = createBidi();

const control = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * A text as readers read it from the screen, where signs for its direction put it into an order of their own
 * ("\u202etoidi" is displayed as "idiot"); undefined where it has no such signs. By UAX 9, line by line: all are taken
 * for as wide as they are written.
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

/** What is seen from left to right is put back into the order in which such letters are read: Hebrew from the right. */
function displayedLine(line: TracedText): TracedText[] {
  const letters = lettersOf(line);
  const { order, base } = reordered(letters, 'auto');
  const seen = order.filter((letter) => !control.test(letter.text));
  return reordered(seen, base).order;
}

function reordered(letters: readonly TracedText[], direction: 'auto' | 'ltr' | 'rtl') {
  const types = letters.map(({ text }) => standIn(text)).join('');
  const levels = bidi.getEmbeddingLevels(types, direction);
  const order = bidi.getReorderedIndices(types, levels).flatMap((index) => letters[index] ?? []);
  return { order, base: (levels.paragraphs[0]?.level ?? 0) % 2 === 1 ? ('rtl' as const) : ('ltr' as const) };
}

/** With its marks: they stay behind it. */
function lettersOf(line: TracedText): TracedText[] {
  let at = 0;
  return (line.text.match(/[\u202a-\u202e\u2066-\u2069]|\P{M}\p{M}*|\p{M}+/gsu) ?? []).map((letter) =>
    part(line, at, (at += letter.length)),
  );
}

/** The library goes by code units: for a letter of two, one of its kind. */
const ofKind: { readonly [kind in BidiCharTypeName]?: string } = {
  L: 'a',
  R: '\u05d0',
  AL: '\u0627',
  EN: '0',
  AN: '\u0660',
};

/** The library's types are those of an ES module; Node is given the function itself. */
function createBidi(): Bidi {
  const create: unknown = bidiFactory;
  if (typeof create !== 'function') throw new Error('bidi-js is no function');
  return create();
}

function standIn(letter: string): string {
  const [first = ''] = letter;
  return first.length === 1 ? first : (ofKind[bidi.getBidiCharTypeName(first)] ?? '!');
}
