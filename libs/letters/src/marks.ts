/**
 * Marks that are not needed to read a text: Hebrew and Arabic points, and marks that belong to no single script and so
 * can be put on any letter. Indic vowels and Thai tone marks are not included.
 */
export const isLooseMark =
  /^(?=\p{M})[\p{Script=Inherited}\p{Me}\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]$/u;

/** Writing points is optional, so they are no evidence of decoration. */
export const isPoint =
  /^[\u0591-\u05c7\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]$/u;

/** The dots below that turn one Indic letter into another. Few of them compose. */
export const isNukta = /^[\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc]$/u;

/** Accents in Unicode's decomposed form, without the kana voicing marks, which make another letter. */
export const accents = /(?![\u3099\u309a])(?=\p{M})[\p{Script=Inherited}\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc]/gu;

/** Letters of living alphabets that compose with the marks in use. */
const lettersThatCompose = Array.from('aeioucdghklnrstwyzαηιορυωгеикуі');
const composes = new Map<string, boolean>();
export function isComposing(mark: string): boolean {
  const known = composes.get(mark);
  if (known !== undefined) return known;
  const found = lettersThatCompose.some((letter) => Array.from((letter + mark).normalize('NFC')).length === 1);
  composes.set(mark, found);
  return found;
}
