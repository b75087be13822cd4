import { decoded, pageAddress } from './page-address.ts';
import { sha256 } from './sha-256.ts';

/** As long as an id may be; see ArticleId. */
const longest = 200;

/**
 * The id of the article at an address, where its page names none: docs/embedding.md has the rule and examples. The
 * address as people read it, without what only a visit added; where that is longer than an id, its beginning, `~` and
 * the SHA-256 of all of it.
 */
export function articleIdOf(address: string): string {
  const name = decoded(pageAddress(address)).toWellFormed().normalize('NFC');
  if (name.length <= longest) return name;
  const digest = sha256(name);
  // Not through the middle of a character.
  return `${name.slice(0, longest - 1 - digest.length).replace(/[\ud800-\udbff]$/, '')}~${digest}`;
}
