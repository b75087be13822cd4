import bidiFactory, { type Bidi, type BidiCharTypeName } from 'bidi-js';
import { OpenRuns, directionOf } from './direction.ts';
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

/**
 * A longer line is read in parts, as it is broken on a screen, too: the algorithm takes far more than twice as long for
 * twice as much.
 */
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

/** What is seen from left to right is put back into the order in which such letters are read: Hebrew from the right. */
function displayedPart(letters: readonly TracedText[], before: string, base: 'ltr' | 'rtl'): TracedText[] {
  const seen = reordered(letters, before, base).filter(({ text }) => !control.test(text));
  return reordered(seen, '', base);
}

function reordered(letters: readonly TracedText[], before: string, base: 'ltr' | 'rtl'): TracedText[] {
  const types = before + letters.map(({ text }) => standIn(text)).join('');
  const order = bidi.getReorderedIndices(types, bidi.getEmbeddingLevels(types, base));
  return order.flatMap((index) => letters[index - before.length] ?? []);
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
