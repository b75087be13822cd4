import { pageAddress } from '#contracts/page-address';
import { urlIn } from '#contracts/url-in';

/**
 * Returns the page address that a reader's browser sent, if it can be trusted: http or https, on one of `origins`,
 * without user name, password, fragment and tracking parameters, spelled as browsers spell it. Returns undefined for
 * any other text. Compares parsed origins only, because `https://news.example.evil.example` starts like an allowed one.
 */
export function addressUnder(origins: readonly string[], text: string): string | undefined {
  const url = urlIn(text);
  if (!url) return undefined;
  // A blob: URL has the origin of the page that created it, so the protocol is checked, too.
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  if (!origins.includes(url.origin)) return undefined;
  return pageAddress(url.href);
}
