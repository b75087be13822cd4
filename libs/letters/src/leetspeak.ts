/** Digits and symbols that replace letters. 1, ! and | can mean i or l. */
const standsFor: Readonly<Record<string, string>> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  $: 's',
  '@': 'a',
  '€': 'e',
};
const standsForCyrillic: Readonly<Record<string, string>> = {
  '0': 'о',
  '3': 'з',
  '4': 'ч',
  '6': 'б',
  '8': 'в',
  '9': 'я',
  '@': 'а',
  $: 'с',
};
const either = ['i', 'l'] as const;

/**
 * Returns the ways to read a folded text that has digits or symbols inside its words, each as long as the text. Empty
 * for most texts.
 */
export function leetReadings(folded: string): string[] {
  if (!mayBeLeet(folded)) return [];
  const between = folded.replaceAll(/(?<=[\p{L}\d])\+(?=[\p{L}\d])/gu, 't');
  const plain = between.replaceAll(/[0345789$@€]/g, (sign) => standsFor[sign] ?? sign);
  const cyrillic = /\p{Script=Cyrillic}[034689@$]|[034689@$]\p{Script=Cyrillic}/u.test(folded)
    ? [folded.replaceAll(/[034689@$]/g, (sign) => standsForCyrillic[sign] ?? sign)]
    : [];
  if (!/[1!¡|]/.test(plain)) return [plain, ...cyrillic];
  // At the end of a word, ! is punctuation.
  const latin = either.map((letter) => plain.replaceAll(/1|(?<=[\p{L}1])[!¡|](?=[\p{L}1!¡|])/gu, letter));
  return [...latin, ...cyrillic];
}

/** True if a folded or ASCII text has digits or symbols next to letters. */
export const mayBeLeet = (text: string): boolean =>
  hasSigns.test(text) && /\p{L}[0-9$@€!¡|+]|[0-9$@€]\p{L}/u.test(text);

/** True if a text has a character that can replace a letter. */
export const hasSigns = /[0-9$@€!¡|+]/;

/** True if each word of the original is a disguised word, such as `sh1t` and `a$$`. */
export const isDisguise = (written: string): boolean =>
  /\p{L}/u.test(written) && written.split(/\s+/).every((word) => !/\d/.test(word) || isWordInDigits(word));

/**
 * Excludes numbers with units, times, part numbers and roads: `10l`, `5h17`, `4s5`, `A55`. So digits must be between
 * letters or after lower-case ones, or a single digit must precede letters.
 */
function isWordInDigits(word: string): boolean {
  if (/^\d.*\d$/.test(word)) return false;
  if (/^\d/.test(word)) return /\D.*\d/.test(word) || /^\d\D{2,}$/.test(word);
  return /\D$/.test(word) || /\p{Ll}|\p{Lo}|[$@€]|\p{L}\d+\p{L}/u.test(word);
}
