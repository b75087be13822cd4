/**
 * Parameters that record how a visitor arrived and never select a page, by the documentation of the company that adds
 * them: Google Analytics (`utm_*`, `_ga`, `_gl`), Google Ads, Meta, Instagram, Microsoft, X, TikTok, LinkedIn,
 * Pinterest, Yandex, Mailchimp, HubSpot, Marketo. `ref` and `source` are not here, because some sites select pages by
 * them.
 */
const tracking =
  /^(utm_.*|_ga|_gl|gclid|gclsrc|dclid|gbraid|wbraid|gad_source|gad_campaignid|srsltid|fbclid|igshid|igsh|msclkid|twclid|ttclid|li_fat_id|epik|yclid|ysclid|mc_[ce]id|_hsenc|_hsmi|mkt_tok)$/i;

/** The address of a page without its fragment and tracking parameters; the rest is unchanged. */
export function pageAddress(address: string): string {
  const [page = ''] = address.split('#');
  const [path = '', ...query] = page.split('?');
  const kept = query
    .join('?')
    .split('&')
    .filter((pair) => pair && !tracking.test(decoded(pair.split('=', 1)[0] ?? '')));
  return kept.length > 0 ? `${path}?${kept.join('&')}` : path;
}

/**
 * The readable form of an address: percent-encoded UTF-8 is decoded. Characters that would change the meaning of the
 * address, or would be invisible, stay encoded.
 */
export const decoded = (address: string): string =>
  address.replace(encoded, (code) => {
    try {
      const character = decodeURI(code);
      return staysEncoded.test(character) ? code.toUpperCase() : character;
    } catch {
      return code.toUpperCase();
    }
  });

/** Matches one encoded character: the first byte determines how many bytes follow. */
const encoded = new RegExp(
  '%[0-7]_|%[cd]_%[89ab]_|%e_(?:%[89ab]_){2}|%f_(?:%[89ab]_){3}|%__'.replaceAll('_', '[0-9a-f]'),
  'gi',
);
// A space between words is visible; other blanks and characters without a shape are not.
const staysEncoded = /^(?! )[%\\\p{C}\p{Z}]/u;
