import { createHash } from 'node:crypto';

/**
 * Returns the same value for two texts that differ only in case, encoding, white space and punctuation: 128 bits in the
 * shape of a UUID, the column's type. Null if the text is unknown or consists of symbols only.
 */
export function textPrint(text: string | undefined): string | null {
  const words = text?.normalize('NFKC').toLowerCase().replaceAll(ignored, '') ?? '';
  if (words === '') return null;
  const hex = createHash('sha256').update(words).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** Everything but letters, their marks, digits and emoji. */
const ignored = /[^\p{L}\p{M}\p{N}\p{Emoji_Presentation}]/gu;
