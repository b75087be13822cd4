/** What a log may say of an error: its code, an SQLSTATE or one of Node's, and never a word of its message. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
