export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/**
 * The name of a pressed key as the commands write it: `a`, `shift+a`, `?`, `1`, `Enter`. Null for what belongs to the
 * browser. Where the layout writes other letters (Arabic, Greek, Cyrillic), the key's place on the keyboard counts: its
 * letters stand on it, too.
 */
export function keyOf({ key, code, shiftKey, ctrlKey, altKey, metaKey }: Pressed): string | null {
  if (ctrlKey || altKey || metaKey) return null;
  const letter = /^[a-z]$/i.test(key)
    ? key.toLowerCase()
    : isAscii(key)
      ? null
      : /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  if (letter) return shiftKey ? `shift+${letter}` : letter;
  if (/^\d$/.test(key)) return key;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  // The upper row of a French keyboard writes digits with shift only.
  if (digit !== undefined && !shiftKey) return digit;
  return key === '؟' ? '?' : key;
}

// oxlint-disable-next-line no-control-regex -- every name of a key, and every ASCII character
const isAscii = (key: string): boolean => /^[\x00-\x7f]+$/.test(key);
