import { fieldOf } from './field-of.ts';

/**
 * What a log may say of an error: its code, an SQLSTATE or one of Node's, and never a word of its message.
 * By its field, since Node's own errors are of another realm inside a test.
 */
export function errorCode(error: unknown): string | undefined {
  const code = fieldOf(error, 'code');
  return typeof code === 'string' ? code : undefined;
}
