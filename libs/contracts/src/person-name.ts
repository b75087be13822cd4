import { withoutInvisible } from './invisible.ts';
import { normal, withoutPiles, words } from './words.ts';

/**
 * Blanks that are no spaces: a name that has one is read as if it had a space. And what is refused, see `breaksLine`.
 */
const seenBefore = /[\u2800\u3164\uffa0\u202a-\u202e\u2066-\u2069]/;

/**
 * A name as others see it: hidden characters are left out, blanks in a row are one, as browsers draw them (an
 * ideographic one stays as wide as it is). Marks are left as they were sent, since a name with too many is refused.
 */
const cleanName = (text: string): string =>
  withoutInvisible(normal(text), seenBefore).replace(/[\u2800\u3164\uffa0\p{Zs}]+/gu, (blanks) =>
    blanks === '\u3000' ? blanks : ' ',
  );

/** Control characters, line breaks, and what turns the direction of the text around the name. */
const breaksLine = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** Nothing to call anybody by: no letter, digit or picture. Accents without a letter, and full stops, are not. */
const isNameless = (name: string): boolean => !/[\p{L}\p{N}\p{So}\p{Sc}\p{Sm}]/u.test(name);

/**
 * A name that others can see, read and tell apart; the rules of RFC 8266 (nicknames) where they do not stop emoji or
 * Persian.
 */
export const PersonName = words(1, 80, cleanName)
  .refine((name) => !breaksLine.test(name), 'must be one plain line')
  .refine((name) => !/[\p{Co}\p{Cn}]/u.test(name), 'must be made of characters that everybody can see')
  .refine((name) => !isNameless(name) || name === '', 'must have a letter, a digit or a picture')
  .refine(
    (name) => !/^\p{M}/u.test(name) && withoutPiles(name) === name,
    'must not have marks without a letter of their own',
  );
