/**
 * Marks that no text needs to be read: Hebrew and Arabic points, and whatever is not of one script, so that it can be
 * drawn over any letter. The vowels of Indic scripts and the tones of Thai are not among them.
 */
export const isLooseMark =
  /^(?=\p{M})[\p{Script=Inherited}\p{Me}\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]$/u;

/** Points are written or left out by habit; they say nothing about the letter under them. */
export const isPoint =
  /^[\u0591-\u05c7\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]$/u;

/** The dots below by which Indic scripts make one letter of another; few of them compose. */
export const isNukta = /^[\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc]$/u;

/** Accents, as they stand in Unicode's decomposed form; not the voicing of kana, which makes another letter. */
export const accents = /(?![\u3099\u309a])(?=\p{M})[\p{Script=Inherited}\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc]/gu;

/** Such as letters of living alphabets carry alone, and compose with. */
const lettersThatCompose = Array.from('aeioucdghklnrstwyzαηιορυωгеикуі');
const composes = new Map<string, boolean>();
export function isComposing(mark: string): boolean {
  const known = composes.get(mark);
  if (known !== undefined) return known;
  const found = lettersThatCompose.some((letter) => Array.from((letter + mark).normalize('NFC')).length === 1);
  composes.set(mark, found);
  return found;
}
