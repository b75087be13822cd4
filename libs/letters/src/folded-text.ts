import { type Letter, lettersOf } from './letter-forms.ts';
import { isComposing, isLooseMark, isNukta, isPoint } from './marks.ts';

/** A text as word lists see it, where each of its code units comes from, and how its letters were written. */
export interface FoldedLetters {
  readonly text: string;
  /** Per code unit of `text`: the range of the original that it stands for. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly original: string;
  /**
   * Per code unit of `text`: the letter with its accents, in lower case; empty for the rest of a letter's units. Begins
   * with `drawnOver` where marks stand on it that are no letter's.
   */
  readonly written: readonly string[];
  /** Words of single letters are put together in it: whether several are one is not known. */
  readonly isSpaced?: boolean;
}

export const drawnOver = '\0';

/**
 * Makes spellings of one word alike: case, compatibility forms (ﬁ, Ａ, 𝐚), accents, Arabic and Hebrew points, forms of
 * letters, invisible characters, runs of blanks. Linear.
 * @param language of the page: in Turkish and Azeri, I is the capital of ı
 */
export function foldText(original: string, language?: string | null): FoldedLetters {
  const fold: Fold = { turkish: isTurkish(language), text: '', starts: [], ends: [], written: [] };
  let at = 0;
  const clusters = isAscii.test(original) ? original : (original.match(lettersWithMarks) ?? []);
  for (const cluster of clusters) {
    if (cluster.length === 1) append(fold, lettersOf(cluster, fold.turkish), at, at + 1);
    else if (cluster >= '\u00a9' && isPicture.test(cluster)) appendPicture(fold, cluster, at);
    else appendLetter(fold, cluster, at);
    at += cluster.length;
  }
  const { text, starts, ends, written } = fold;
  return { original, text, starts, ends, written };
}

export const isTurkish = (language?: string | null): boolean => /^(?:tr|az)\b/i.test(language ?? '');

interface Fold {
  readonly turkish: boolean;
  text: string;
  readonly starts: number[];
  readonly ends: number[];
  readonly written: string[];
}

/** Nothing is written onto a letter there: half the time. */
const isAscii = /^[\0-\x7f]*$/;
/** A letter with what is written onto it or cannot be seen, also a Hangul syllable in parts. */
const lettersWithMarks = /[^][\p{M}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\uff9e\uff9f\p{Emoji_Modifier}]*/gu;
const isPicture = /^(?![\d#*])\p{Emoji}/u;
const ignorable = /\p{Default_Ignorable_Code_Point}/gu;

function append(fold: Fold, letters: readonly Letter[], from: number, to: number): void {
  for (const [plain, written] of letters) {
    // not asked of the text, which would be copied for each of its blanks
    if (plain === ' ' && fold.written.at(-1) === ' ') continue;
    fold.text += plain;
    for (let unit = 0; unit < plain.length; unit++) {
      fold.starts.push(from);
      fold.ends.push(to);
      fold.written.push(unit === 0 ? written : '');
    }
  }
  // an accent belongs to the letter that it stands on, and a second blank to the first
  if (fold.ends.length > 0) fold.ends[fold.ends.length - 1] = to;
}

/** A picture is what its joiners and tones make of it. */
function appendPicture(fold: Fold, cluster: string, at: number): void {
  const letters = lettersOf(String.fromCodePoint(cluster.codePointAt(0) ?? 0), fold.turkish);
  const [first] = letters;
  const whole = cluster.replaceAll(/[\ufe00-\ufe0f]/g, '');
  const isLetter = letters.length !== 1 || !first || /\p{L}/u.test(first[0]);
  append(fold, isLetter ? letters : [[first[0], whole]], at, at + cluster.length);
}

/**
 * What is one letter in Unicode's composed form is one here, however it was typed: が in two parts is not か. Marks that
 * are left over are drawn over the letter, and dropped, unless they are letters of its script.
 */
function appendLetter(fold: Fold, cluster: string, at: number): void {
  const seen = cluster.replace(ignorable, '').replace(thaiNikhahit, '$2$1');
  const composed = Array.from(seen.normalize(/[\uff9e\uff9f]/.test(seen) ? 'NFKC' : 'NFC'));
  const moved = composed.join('') !== cluster;
  const end = at + cluster.length;
  const isForeign = takesNoVowels.test(composed[0] ?? '');
  let from = at;
  for (const [index, character] of composed.entries()) {
    const to = moved ? end : from + character.length;
    const isKept = index === 0 || !(isForeign || isLooseMark.test(character) || isNukta.test(character));
    const marks = index === 0 ? composed.slice(1).filter((mark) => !(isForeign && isNukta.test(mark))) : [];
    const letters = isKept ? withDrawings(lettersOf(character, fold.turkish), marks) : [];
    append(fold, letters, moved ? at : from, to);
    from = to;
  }
  if (composed.length === 0) append(fold, [], at, end);
}

/** Marks of other scripts are drawn over such letters. */
const takesNoVowels =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hangul}]/u;

/** Am is written before or after the tone. */
const thaiNikhahit = /(\u0e4d)([\u0e48-\u0e4b])/;

function withDrawings(letters: readonly Letter[], marks: readonly string[]): readonly Letter[] {
  const [first] = letters;
  if (!first || marks.length === 0) return letters;
  const nukta = marks.find((mark) => isNukta.test(mark));
  if (nukta !== undefined) return [[first[0], first[1] + nukta]];
  const drawn = marks.filter((mark) => isLooseMark.test(mark) && !isPoint.test(mark));
  const isDrawnOver = drawn.length > 1 || drawn.some((mark) => !isComposing(mark));
  if (!isDrawnOver || first[0] === first[1]) return letters;
  return letters.map(([plain, written]) => [plain, drawnOver + written]);
}
