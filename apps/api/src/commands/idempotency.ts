import { createHmac } from 'node:crypto';
import type { JsonObject } from '#event-store/event';
import { Refusal } from '#contracts/refusal';

/** A command that may be sent again: the caller's own key, and a keyed hash of the request it was first used for. */
export interface IdempotentRequest {
  readonly scope: string;
  readonly key: string;
  readonly requestHash: Buffer;
}

/**
 * What was stored with the first answer; never a word that a person wrote, since the request itself brings those again.
 */
export interface FirstAnswer {
  readonly result: JsonObject;
  readonly position: number;
}

/**
 * The key's scope names its caller; the hash covers method, path and body. Keyed, so that neither can be guessed from a
 * dump.
 */
export function idempotentRequest(
  secret: Buffer,
  request: { key: string; caller: string; method: string; path: string; body: unknown },
): IdempotentRequest {
  const hash = (text: string) => createHmac('sha256', secret).update(text).digest();
  return {
    scope: hash(request.caller).toString('base64url'),
    key: request.key,
    requestHash: hash(`${request.method} ${request.path}\n${JSON.stringify(request.body ?? null)}`),
  };
}

/** What is stored beside a guest's comment, so that a repeated request can show that it comes from the same client. */
export const guestProof = (secret: Buffer, given: string | undefined): string | undefined =>
  given === undefined ? undefined : createHmac('sha256', secret).update(`guest\n${given}`).digest('base64url');

/** @throws Refusal `idempotency-key-reused` when the key was used for another request */
export function firstAnswer(
  request: IdempotentRequest,
  stored: { requestHash: Buffer; result: JsonObject; position: number },
): FirstAnswer {
  if (!stored.requestHash.equals(request.requestHash)) throw new Refusal('idempotency-key-reused');
  return { result: stored.result, position: stored.position };
}
