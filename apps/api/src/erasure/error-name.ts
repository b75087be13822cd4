import { errorCode } from '#platform/error-code';

/**
 * What an error is called, without a word of what it says: the SQLSTATE or code that lies deepest in its causes, or its
 * name.
 */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.cause instanceof Error) return errorName(error.cause);
  const code = errorCode(error);
  return code !== undefined && isCode.test(code) ? code : error.name;
}

const isCode = /^[\w-]{1,40}$/;
