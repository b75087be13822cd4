/** Digits and signs that stand for letters. 1, ! and | are i to some and l to others. */
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
const either = ['i', 'l'] as const;

/**
 * The ways to read a folded text that has digits or signs inside its words; each is as long as the text. None for most
 * texts.
 */
export function leetReadings(folded: string): string[] {
  if (!/[0-9$@€!|]/.test(folded) || !/\p{L}[0-9$@€!|]|[0-9$@€]\p{L}/u.test(folded)) return [];
  const plain = folded.replaceAll(/[0345789$@€]/g, (sign) => standsFor[sign] ?? sign);
  if (!/[1!|]/.test(plain)) return [plain];
  // At the end of a word ! is what it seems.
  return either.map((letter) => plain.replaceAll(/1|(?<=[\p{L}1])[!|](?=[\p{L}1!|])/gu, letter));
}

/**
 * Whether what was written is a word in disguise: a letter at least, and digits only between letters. So `455` is a
 * number and `a55` a road, while `sh1t` and `a$$` are what they look like.
 */
export function isDisguise(written: string): boolean {
  if (!/\p{L}/u.test(written)) return false;
  if (!/\d/.test(written)) return true;
  return /[\p{L}$@€!|]\d+[\p{L}$@€!|]|\d[\p{L}$@€!|]+\d/u.test(written);
}
