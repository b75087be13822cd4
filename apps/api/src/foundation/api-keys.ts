/** Injection tokens for values that have no class. */
export const apiKeys = Symbol('ApiKeys');

/** Did the operator say by which key readers' tokens are verified? False: the secret was generated, and perhaps nobody knows it. */
export const tokenKeyIsGiven = Symbol('TokenKeyIsGiven');

/** Keys derived from the service's one secret, each for one purpose. */
export interface ApiKeys {
  readonly guests: Buffer;
  readonly idempotency: Buffer;
  readonly addresses: Buffer;
  readonly emails: Buffer;
  readonly identities: Buffer;
  readonly restrictions: Buffer;
  readonly texts: Buffer;
  readonly forms: Buffer;
  readonly signIns: Buffer;
}
