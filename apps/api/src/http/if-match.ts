import { Refusal } from '#contracts/refusal';

/** The opaque tags that a client named, without quotes, or `any` for `*`. */
export type IfMatch = 'any' | readonly string[];

// RFC 9110, 8.8.3: etagc is %x21, %x23-7E and obs-text, which Node reads as Latin-1.
const entityTag = '(?:W/)?"[\\u{21}\\u{23}-\\u{7e}\\u{80}-\\u{ff}]*"';
const listOfTags = new RegExp(`^${entityTag}(?:[ \\t]*,[ \\t]*${entityTag})*$`, 'u');

/**
 * Reads the header `If-Match` (RFC 9110, 13.1.1). Weak tags count as strong ones, because proxies that compress an
 * answer weaken its ETag.
 * @throws Refusal `precondition-required` without the header, `malformed-request` if it cannot be parsed
 */
export function readIfMatch(header: string | undefined): IfMatch {
  const given = header?.trim();
  if (given === undefined) throw new Refusal('precondition-required');
  if (given === '*') return 'any';
  if (!listOfTags.test(given))
    throw new Refusal('malformed-request', 'If-Match must be an ETag in double quotes, such as "3", or *.');
  return [...given.matchAll(/"([^"]*)"/g)].map(([, tag = '']) => tag);
}
