import { types } from 'node:util';

/** Converts a thrown value to an Error. Errors, nearly always, are returned unchanged. */
export const errorOf = (thrown: unknown): Error =>
  thrown instanceof Error || types.isNativeError(thrown) ? thrown : new Error(String(thrown), { cause: thrown });
