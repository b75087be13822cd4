import { fieldOf } from './field-of.ts';

/**
 * The code of an error, an SQLSTATE or one of Node's. It may be logged, unlike the message. Read as a field, because
 * within a test Node's own errors belong to another realm.
 */
export function errorCode(error: unknown): string | undefined {
  const code = fieldOf(error, 'code');
  return typeof code === 'string' ? code : undefined;
}
