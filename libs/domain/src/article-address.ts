import { pageAddress } from '#contracts/page-address';
import { urlIn } from '#contracts/url-in';

/**
 * The address of a page as it may be taken from a reader: http or https, on one of these origins, without a name, a
 * password or a fragment, nor what only a visit added; written as browsers write it. Undefined for any other. Only what
 * was parsed is compared: `https://news.example.evil.example` begins like another one.
 */
export function addressUnder(origins: readonly string[], text: string): string | undefined {
  const url = urlIn(text);
  if (!url) return undefined;
  // Of a blob: URL, too, the origin is that of the page that made it.
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  if (!origins.includes(url.origin)) return undefined;
  return pageAddress(url.href);
}
