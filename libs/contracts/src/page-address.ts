/**
 * Parameters that say how a visitor came, and never which page it is: each is documented by whoever adds it. Google
 * Analytics (`utm_*`, `_ga`, `_gl`), Google Ads, Meta, Instagram, Microsoft, X, TikTok, LinkedIn, Pinterest, Yandex,
 * Mailchimp, HubSpot, Marketo. `ref` and `source` are not here: there are sites whose pages depend on them.
 */
const visit =
  /^(utm_.*|_ga|_gl|gclid|gclsrc|dclid|gbraid|wbraid|gad_source|gad_campaignid|srsltid|fbclid|igshid|igsh|msclkid|twclid|ttclid|li_fat_id|epik|yclid|ysclid|mc_[ce]id|_hsenc|_hsmi|mkt_tok)$/i;

/** The address of a page without what only a visit added to it, else as it is written. */
export function pageAddress(address: string): string {
  const [page = ''] = address.split('#');
  const [path = '', ...query] = page.split('?');
  const kept = query
    .join('?')
    .split('&')
    .filter((pair) => pair && !visit.test(decoded(pair.split('=', 1)[0] ?? '')));
  return kept.length > 0 ? `${path}?${kept.join('&')}` : path;
}

/**
 * As people read it: what is percent-encoded UTF-8 stands as its characters. What would then mean something else, or be
 * invisible, stays encoded.
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

/** One character each: the first byte says how many follow. */
const encoded = new RegExp(
  '%[0-7]_|%[cd]_%[89ab]_|%e_(?:%[89ab]_){2}|%f_(?:%[89ab]_){3}|%__'.replaceAll('_', '[0-9a-f]'),
  'gi',
);
// A space is seen between words; all others, and what has no shape, are not.
const staysEncoded = /^(?! )[%\\\p{C}\p{Z}]/u;
