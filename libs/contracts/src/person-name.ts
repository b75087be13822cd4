import { withoutInvisible } from './invisible.ts';
import { normal, withoutPiles, words } from './words.ts';

/**
 * Characters that `withoutInvisible` must keep here: blanks that are replaced by a space afterwards, and the characters
 * of `breaksLine`, for which a name is refused.
 */
const seenBefore = /[\u2800\u3164\uffa0\u202a-\u202e\u2066-\u2069]/;

/**
 * A name as others see it: hidden characters are removed, and blanks in a row become one, as in browsers (an ideographic
 * blank stays wide). Combining marks stay as sent, because a name with too many of them is refused.
 */
const cleanName = (text: string): string =>
  withoutInvisible(normal(text), seenBefore).replace(/[\u2800\u3164\uffa0\p{Zs}]+/gu, (blanks) =>
    blanks === '\u3000' ? blanks : ' ',
  );

/** Control characters, line breaks, and characters that change the direction of the text around the name. */
const breaksLine = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** True: the name has no letter, digit or picture. Accents without a letter and punctuation are not enough. */
const isNameless = (name: string): boolean => !/[\p{L}\p{N}\p{So}\p{Sc}\p{Sm}]/u.test(name);

/**
 * A name that others can see, read and distinguish: the rules of RFC 8266 (nicknames), except where they forbid emoji
 * or Persian.
 */
export const PersonName = words(1, 80, cleanName)
  .refine((name) => !breaksLine.test(name), 'must be one plain line')
  .refine((name) => !/[\p{Co}\p{Cn}]/u.test(name), 'must not have characters that no font can show')
  .refine((name) => !isNameless(name) || name === '', 'must have a letter, a digit or a picture')
  .refine(
    (name) => !/^\p{M}/u.test(name) && withoutPiles(name) === name,
    'must not have marks without a letter of their own',
  );
