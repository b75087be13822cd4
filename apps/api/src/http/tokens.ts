/** Injection tokens for values that have no class. */
export const apiKeys = Symbol('ApiKeys');

/** Keys derived from the service's one secret, each for one purpose. */
export interface ApiKeys {
  readonly guests: Buffer;
  readonly idempotency: Buffer;
  readonly reporters: Buffer;
  readonly emails: Buffer;
  readonly identities: Buffer;
  readonly limits: Buffer;
}
