import { types } from 'node:util';

/** What was thrown, as an error: anything may be thrown. Nearly always it is the very same. */
export const errorOf = (thrown: unknown): Error =>
  thrown instanceof Error || types.isNativeError(thrown) ? thrown : new Error(String(thrown), { cause: thrown });
