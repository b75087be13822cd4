import { articleIdOf } from './article-id-of.ts';
import { urlIn } from './url-in.ts';

/**
 * Older ids of the same article: versions before address decoding made ids from the address as browsers write it, or as
 * some publishing systems do (lower-case percent encoding, decomposed letters). Empty for an id that is not made from
 * an address.
 */
export function formerArticleIds(id: string): string[] {
  if (!/^https?:\/\//.test(id) || !urlIn(id) || articleIdOf(id) !== id) return [];
  const written = [id, id.normalize('NFD')].map((one) => new URL(one).href);
  const all = new Set([...written, ...written.map(withLowerCaseDigits)]);
  all.delete(id);
  return [...all].filter((one) => one.length <= 200);
}

const withLowerCaseDigits = (address: string): string => address.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
