/** The properties of a KeyboardEvent that identify the pressed key. */
export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly keyCode: number;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  getModifierState(name: string): boolean;
}

/** The kind of letters that the keyboard types; null if not known yet. */
export type Letters = 'latin' | 'other' | null;

/**
 * What a pressed key may mean, the likelier first, written as the commands write it: `a`, `shift+a`, `?`, `1`, `Enter`.
 * First what it writes. Then its place on an English keyboard: the upper row's digit, since a French one writes digits
 * with shift only; and every place where the layout writes no Latin letters (Arabic, Greek, Cyrillic, Thai), which
 * are on such keys, too. Empty for the browser's own shortcuts, and for a letter that is not finished yet.
 */
export function meaningsOf(pressed: Pressed, letters: Letters): readonly string[] {
  const { key } = pressed;
  if (isBrowsers(pressed) || isUnfinished(pressed) || modifiers.has(key)) return [];
  if (isName(key)) return [key];
  const meanings = [written(pressed), placed(pressed, letters)].filter((one) => one !== null);
  return [...new Set(meanings)];
}

/** The kind of letters that the keyboard types, derived from one pressed key; null if that key gives no hint. */
export function lettersBy({ key, code, shiftKey, ctrlKey, altKey, metaKey }: Pressed): Letters {
  if (shiftKey || ctrlKey || altKey || metaKey || !code.startsWith('Key') || isName(key)) return null;
  if (isOfOtherLetters(key)) return 'other';
  return /\p{Script=Latin}/u.test(key) ? 'latin' : null;
}

/** With AltGr one writes: on Windows it looks like Ctrl and Alt. */
const isAltGr = (pressed: Pressed): boolean => pressed.getModifierState('AltGraph');

const isBrowsers = (pressed: Pressed): boolean =>
  pressed.metaKey || ((pressed.ctrlKey || pressed.altKey) && !isAltGr(pressed));

/** 229: what an input method works on. */
const isUnfinished = ({ key, keyCode, isComposing }: Pressed): boolean =>
  isComposing || keyCode === 229 || key === 'Dead' || key === 'Process' || key === 'Unidentified';

const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn']);

/** `Enter`, `ArrowDown`. */
const isName = (key: string): boolean => /^\w{2,}$/.test(key);

function written(pressed: Pressed): string | null {
  const letter = latinLetter(pressed.key);
  if (letter !== null) return isAltGr(pressed) ? null : shifted(letter, pressed);
  return /^\p{Nd}$/u.test(pressed.key) ? digitOf(pressed.key) : pressed.key.normalize('NFKC').replace('؟', '?');
}

/** Both letters of Turkish that have an I for their other half: the key that is shown as I is one, the English i the other. */
function latinLetter(key: string): string | null {
  const plain = key.normalize('NFKC').replace(/^[ıİ]$/, 'i');
  return /^[a-z]$/i.test(plain) ? plain.toLowerCase() : null;
}

/** In Unicode, the ten digits of a script have consecutive code points. */
function digitOf(key: string): string {
  let digit = 0;
  const code = key.codePointAt(0) ?? 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - digit - 1))) digit += 1;
  return String(digit % 10);
}

function placed(pressed: Pressed, letters: Letters): string | null {
  const { key, code, shiftKey } = pressed;
  if (isAltGr(pressed)) return null;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shiftKey ? null : digit;
  const isElsewhere = isOfOtherLetters(key) || (letters === 'other' && latinLetter(key) === null);
  if (!isElsewhere) return null;
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  if (letter !== undefined) return shifted(letter, pressed);
  return (shiftKey ? shiftedSigns : signs).get(code) ?? null;
}

const signs = new Map([
  ['Slash', '/'],
  ['Period', '.'],
  ['Minus', '-'],
]);
const shiftedSigns = new Map([['Slash', '?']]);

const shifted = (letter: string, { shiftKey }: Pressed): string => (shiftKey ? `shift+${letter}` : letter);

/** A letter, or a mark on one, that is not Latin: `ф`, Arabic `لا` of one key, a vowel of Thai. */
const isOfOtherLetters = (key: string): boolean =>
  /[\p{L}\p{M}]/u.test(key) && !/[\p{Script=Latin}\u0300-\u036f\u00b5]/u.test(key);
