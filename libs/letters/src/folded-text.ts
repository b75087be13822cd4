import { type Letter, lettersOf } from './letter-forms.ts';
import { isComposing, isLooseMark, isNukta, isPoint } from './marks.ts';

/** A text folded for word lists, with the source and the original spelling of each of its code units. */
export interface FoldedLetters {
  readonly text: string;
  /** Per code unit of `text`: the range of the original that it was folded from. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly original: string;
  /**
   * Per code unit of `text`: the letter with its accents, in lower case; empty for further units of a letter. Starts
   * with `drawnOver` if the letter carries marks that belong to no letter.
   */
  readonly written: readonly string[];
  /** True if words spelled with spaces between letters were joined. The boundaries between such words are unknown. */
  readonly isSpaced?: boolean;
}

export const drawnOver = '\0';

/**
 * Removes differences of spelling within a word: case, compatibility forms (ﬁ, Ａ, 𝐚), accents, Arabic and Hebrew
 * points, letter forms, invisible characters and runs of blanks. Linear.
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

/** ASCII has no combining marks; skipping their search halves the time. */
const isAscii = /^[\0-\x7f]*$/;
/** A letter with its combining marks and invisible characters. Also matches a decomposed Hangul syllable. */
const lettersWithMarks = /[^][\p{M}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\uff9e\uff9f\p{Emoji_Modifier}]*/gu;
const isPicture = /^(?![\d#*])\p{Emoji}/u;
const ignorable = /\p{Default_Ignorable_Code_Point}/gu;

function append(fold: Fold, letters: readonly Letter[], from: number, to: number): void {
  for (const [plain, written] of letters) {
    // compares with `written`, because reading `text` would copy it for each blank
    if (plain === ' ' && fold.written.at(-1) === ' ') continue;
    fold.text += plain;
    for (let unit = 0; unit < plain.length; unit++) {
      fold.starts.push(from);
      fold.ends.push(to);
      fold.written.push(unit === 0 ? written : '');
    }
  }
  // an accent extends the range of its letter, and a second blank that of the first
  if (fold.ends.length > 0) fold.ends[fold.ends.length - 1] = to;
}

/** Folds an emoji with its joiners and skin tones into one unit. */
function appendPicture(fold: Fold, cluster: string, at: number): void {
  const letters = lettersOf(String.fromCodePoint(cluster.codePointAt(0) ?? 0), fold.turkish);
  const [first] = letters;
  const whole = cluster.replaceAll(/[\ufe00-\ufe0f]/g, '');
  const isLetter = letters.length !== 1 || !first || /\p{L}/u.test(first[0]);
  append(fold, isLetter ? letters : [[first[0], whole]], at, at + cluster.length);
}

/**
 * A letter that Unicode composes into one character is one letter here, however it was typed: が in two parts is not か.
 * Remaining marks are dropped as drawings over the letter, unless they are letters of its script.
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

/** On letters of these scripts, vowel marks of other scripts are decoration. */
const takesNoVowels =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hangul}]/u;

/** Sara Am can be typed before or after the tone mark. */
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
