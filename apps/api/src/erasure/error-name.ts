/** What an error is called, without a word of what it says: the SQLSTATE or code that lies deepest in its causes, or its name. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' && isCode.test(error.code) ? error.code : error.name;
  return error.cause instanceof Error ? errorName(error.cause) : code;
}

const isCode = /^[\w-]{1,40}$/;
