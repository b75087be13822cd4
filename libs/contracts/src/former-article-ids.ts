import { articleIdOf } from './article-id-of.ts';
import { urlIn } from './url-in.ts';

/**
 * Under which ids the article of this one may have comments from before addresses were decoded: as browsers write the
 * address, and as some publishing systems do (small digits, letters apart from their marks). Empty for an id that is
 * not made from an address.
 */
export function formerArticleIds(id: string): string[] {
  if (!/^https?:\/\//.test(id) || !urlIn(id) || articleIdOf(id) !== id) return [];
  const written = [id, id.normalize('NFD')].map((one) => new URL(one).href);
  const all = new Set([...written, ...written.map(withSmallDigits)]);
  all.delete(id);
  return [...all].filter((one) => one.length <= 200);
}

const withSmallDigits = (address: string): string => address.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
