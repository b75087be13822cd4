import { errorCode } from '#platform/error-code';

/**
 * A name for an error that reveals nothing of its message, which may hold personal data: the SQLSTATE or code of the
 * innermost cause, or else its class name.
 */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.cause instanceof Error) return errorName(error.cause);
  const code = errorCode(error);
  return code !== undefined && isCode.test(code) ? code : error.name;
}

const isCode = /^[\w-]{1,40}$/;
