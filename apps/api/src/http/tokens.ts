/** Injection tokens for values that have no class. */
export const apiKeys = Symbol('ApiKeys');
/** The origins of the pages that may call the API, and show its pages in a frame: readonly string[]. */
export const allowedOrigins = Symbol('AllowedOrigins');

/** Keys derived from the service's one secret, each for one purpose. */
export interface ApiKeys {
  readonly guests: Buffer;
  readonly idempotency: Buffer;
  readonly addresses: Buffer;
  readonly emails: Buffer;
  readonly identities: Buffer;
  readonly texts: Buffer;
  readonly forms: Buffer;
  readonly signIns: Buffer;
}
