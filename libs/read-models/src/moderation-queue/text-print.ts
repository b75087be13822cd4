import { createHash } from 'node:crypto';

/**
 * The same for two texts that say the same: case, accents' encodings, blanks and punctuation aside. 128 bits in the
 * shape of a UUID, which is how the table keeps them; null for a text that is not known any more, or that is nothing
 * but signs.
 */
export function textPrint(text: string | undefined): string | null {
  const said = text?.normalize('NFKC').toLowerCase().replaceAll(unsaid, '') ?? '';
  if (said === '') return null;
  const hex = createHash('sha256').update(said).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** Everything but letters, their marks, figures and pictures. */
const unsaid = /[^\p{L}\p{M}\p{N}\p{Emoji_Presentation}]/gu;
