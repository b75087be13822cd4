/** A text as word lists see it, and where each of its code units comes from. */
export interface FoldedText {
  readonly text: string;
  /** Per code unit of `text`: the range of the original it stands for. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * Makes spellings of one word alike: case, compatibility forms (ﬁ, Ａ, 𝐚), accents, Arabic and Hebrew points, letters
 * that look like Latin ones, invisible characters, runs of blanks. Linear.
 * @param language of the page: in Turkish and Azeri, I is the capital of ı
 */
export function foldText(original: string, language?: string | null): FoldedText {
  const turkish = /^(?:tr|az)\b/i.test(language ?? '');
  const [starts, ends]: [number[], number[]] = [[], []];
  let [text, endsInBlank, at] = ['', false, 0];
  for (const written of original.match(lettersWithMarks) ?? []) {
    const end = at + written.length;
    for (const [character, from, to] of charactersOf(written, at)) {
      const folded = turkish && character === 'I' ? 'ı' : fold(character);
      if (folded === '' || (folded === ' ' && endsInBlank)) {
        if (ends.length > 0) ends[ends.length - 1] = to; // an accent belongs to the letter that it stands on
      } else {
        for (let unit = 0; unit < folded.length; unit++) {
          starts.push(from);
          ends.push(to);
        }
        text += folded;
        endsInBlank = folded.endsWith(' ');
      }
    }
    at = end;
  }
  return { text, starts, ends };
}

/** A letter with what is written onto it, also a Hangul syllable in parts. */
const lettersWithMarks = /[^][\p{M}\u1160-\u11ff]*/gu;

/**
 * Each with the range that it stands for. What is one letter in Unicode's composed form is one here, however it was
 * typed: が in two parts is not か.
 */
function charactersOf(written: string, at: number): [character: string, from: number, to: number][] {
  const composed = written.length > 1 ? written.normalize('NFC') : written;
  if (composed !== written) return Array.from(composed, (character) => [character, at, at + written.length]);
  let from = at;
  return Array.from(written, (character) => [character, from, (from += character.length)]);
}

/** By their code unit; half a megabyte. */
const remembered: (string | undefined)[] = Array.from({ length: 0x10000 });
/** Those of two code units. */
const rememberedPairs = new Map<string, string>();
const mostPairs = 10_000;

function fold(character: string): string {
  if (character.length === 1) return (remembered[character.charCodeAt(0)] ??= foldAnew(character));
  const known = rememberedPairs.get(character);
  if (known !== undefined) return known;
  const folded = foldAnew(character);
  if (rememberedPairs.size < mostPairs) rememberedPairs.set(character, folded);
  return folded;
}

/** Composed again at the end: が is not か, and a Hangul syllable is one letter. */
function foldAnew(character: string): string {
  if (/\s/.test(character)) return ' ';
  const plain = character.normalize('NFKD').toLowerCase().normalize('NFKD').replace(dropped, '').normalize('NFC');
  return Array.from(plain, (letter) => lookalikes.get(letter) ?? letter).join('');
}

// Accents, Hebrew and Arabic points, the Arabic stretcher, and what is not seen. Not the marks of scripts in which they
// are vowels.
const dropped = /\p{Cf}|\u0640|\u0670|[\u0300-\u036f]|[\u0591-\u05c7]|[\u064b-\u065f]|[\ufe00-\ufe0f]/gu;

// From Unicode's confusables (UTS 39), those that stand for a Latin letter in any font; and letters that NFKD leaves
// whole.
const lookalikes = new Map(
  [
    ['аеорсухіјѕһԁԛԝ', 'aeopcyxijshdqw'],
    ['οανρικυχ', 'oavpikux'],
    ['øłđħŧɑɡ', 'oldhtag'],
  ].flatMap(([from = '', to = '']) => Array.from(from, (letter, at) => [letter, to.charAt(at)] as const)),
);
for (const [letter, letters] of [
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
] as const)
  lookalikes.set(letter, letters);
