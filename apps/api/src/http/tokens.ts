/** Injection tokens for values that have no class. */
export const apiKeys = Symbol('ApiKeys');
export const apiSettings = Symbol('ApiSettings');

/** Keys derived from the service's one secret, each for one purpose. */
export interface ApiKeys {
  readonly guests: Buffer;
  readonly idempotency: Buffer;
  readonly reporters: Buffer;
  readonly emails: Buffer;
  readonly identities: Buffer;
}

export interface ApiSettings {
  readonly allowedOrigins: readonly string[];
}
