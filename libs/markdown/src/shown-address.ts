import { domainToASCII, domainToUnicode } from 'node:url';
import unhomoglyph from 'unhomoglyph';

/** The part before the host, the host, and the rest. */
const parts = /^(https?:\/\/|mailto:(?:[^/?#@]*@)?)([^/?#:@\\]+)(.*)$/is;

/** Converts the host of an address to ASCII by UTS 46: `https://MÜNCHEN.de` becomes `https://xn--mnchen-3ya.de`. */
export const withAsciiHost = (address: string): string =>
  address.replace(parts, (whole, before: string, host: string, after: string) => {
    const ascii = domainToASCII(host);
    // An ASCII host keeps its letters as typed.
    return ascii === '' || ascii === host.toLowerCase() ? whole : before + ascii + after;
  });

/**
 * Returns an address as readers see it. The host is in Unicode only if its letters cannot be mistaken for others (UTS
 * 39); the rest is decoded.
 * @param decode undoes percent-encoding where that does not change the address
 */
export const shownAddress = (address: string, decode: (encoded: string) => string): string => {
  const [, before, host, after] = parts.exec(address) ?? [];
  if (before === undefined || host === undefined || after === undefined) return withHiddenEncoded(decode(address));
  return withHiddenEncoded(before) + shownHost(host) + withHiddenEncoded(decode(after));
};

/** Returns the host or the mail address that a link leads to, as readers see it. */
export function destinationOf(address: string): string {
  const [, before = '', host = ''] = parts.exec(address) ?? [];
  return before.replace(/^(?:https?:\/\/|mailto:)/i, '') + shownHost(host);
}

/**
 * Control characters, blanks, direction controls and invisible characters, except joiners, which Persian words and
 * emoji need.
 */
const hidden = /(?!\u200c|\u200d|\ufe0f)[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;

const withHiddenEncoded = (text: string): string => text.toWellFormed().replace(hidden, encodeURIComponent);

function shownHost(host: string): string {
  const ascii = domainToASCII(host);
  if (ascii === '') return encodeURI(host.toWellFormed());
  if (ascii === host.toLowerCase() && !ascii.includes('xn--')) return host;
  const inLetters = domainToUnicode(ascii);
  return isPlainToSee(inLetters) ? inLetters : ascii;
}

function isPlainToSee(host: string): boolean {
  const labels = host.split('.');
  const [top = ''] = labels.slice(-1);
  return labels.every((label) => isAscii(label) || (isOfOneScript(label) && !looksLatin(label, top)));
}

const isAscii = (text: string): boolean => /^[\u0020-\u007e]*$/.test(text);

/** A label that is still encoded after decoding is invalid. */
const encoded = /^xn--/i;

/** UTS 39, 5.2, "highly restrictive": one script, or Latin together with those of Chinese, Japanese or Korean. */
const isOfOneScript = (label: string): boolean => !encoded.test(label) && scripts.some((script) => script.test(label));

const scripts = [
  ...['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Armenian', 'Georgian', 'Ethiopic', 'Thai', 'Lao', 'Khmer'],
  ...['Myanmar', 'Tibetan', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada'],
  ...['Malayalam', 'Sinhala', 'Thaana'],
]
  .map((script) => [script])
  .concat([
    ['Latin', 'Han', 'Hiragana', 'Katakana'],
    ['Latin', 'Han', 'Bopomofo'],
    ['Latin', 'Han', 'Hangul'],
  ])
  .map((together) => new RegExp(`^[${together.map((script) => `\\p{scx=${script}}`).join('')}\\d\\-·]+$`, 'u'));

/**
 * True if a label, at least without its accents, could be read as Latin letters: `аррӏе` in Cyrillic. Not under a
 * top-level domain in its own script, where readers expect that script. `æ` looks like two letters, but is read as one.
 */
function looksLatin(label: string, top: string): boolean {
  if (!isAscii(top)) return false;
  const skeleton = unhomoglyph(label.normalize('NFD'));
  const isLatin = /^[\p{scx=Latin}\d-]+$/u.test(label);
  return isLatin ? isAscii(skeleton) && skeleton.length === label.length : isAscii(skeleton.replace(/\p{M}/gu, ''));
}
