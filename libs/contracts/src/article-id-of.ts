import { decoded, pageAddress } from './page-address.ts';
import { sha256 } from './sha-256.ts';

/** In characters: the longest id that `ArticleId` accepts. */
const longest = 200;

/**
 * The article id for an address, used if the page does not set one; docs/embedding.md has the rule and examples. The id
 * is the decoded address without tracking parameters. If that is too long for an id, its beginning, `~` and the SHA-256
 * of the whole.
 */
export function articleIdOf(address: string): string {
  const name = decoded(pageAddress(address)).toWellFormed().normalize('NFC');
  if (name.length <= longest) return name;
  const digest = sha256(name);
  // Do not cut a surrogate pair in half.
  return `${name.slice(0, longest - 1 - digest.length).replace(/[\ud800-\udbff]$/, '')}~${digest}`;
}
