import { z } from 'zod';
import { urlIn } from './url-in.ts';

/**
 * Only scheme, host and port: no path, no user name or password, and no characters that URL parsers interpret
 * differently.
 */
const shape = /^https?:\/\/[^\s/\\?#@]+\/?$/i;

/** An origin as browsers send it (RFC 6454: lower case, punycode, no default port); undefined for anything else. */
export function originIn(text: string): string | undefined {
  return shape.test(text) ? urlIn(text)?.origin : undefined;
}

export const Origin = z
  .string()
  .max(300)
  .refine((text) => originIn(text) !== undefined, 'must be an origin such as https://news.example')
  .transform((text) => originIn(text) ?? text);
