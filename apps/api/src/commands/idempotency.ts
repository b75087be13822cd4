import { createHmac } from 'node:crypto';
import type { JsonObject } from '#event-store/event';
import { Refusal } from '#contracts/refusal';

/** A command that may be repeated: the caller's key, and a keyed hash of the request that first used it. */
export interface IdempotentRequest {
  readonly scope: string;
  readonly key: string;
  readonly requestHash: Buffer;
}

/** The data stored with the first answer. It holds no text of a person; the repeated request contains that again. */
export interface FirstAnswer {
  readonly result: JsonObject;
  readonly position: number;
}

/**
 * Hashes the caller for the key's scope, and method, path and body for the comparison. The hashes are keyed, so that a
 * database dump does not allow guessing either.
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

/** A keyed hash stored with a guest's comment, by which a repeated request proves that it is from the same client. */
export const guestProof = (secret: Buffer, given: string | undefined): string | undefined =>
  given === undefined ? undefined : createHmac('sha256', secret).update(`guest\n${given}`).digest('base64url');

/** @throws Refusal `idempotency-key-reused` if the key was used for another request */
export function firstAnswer(
  request: IdempotentRequest,
  stored: { requestHash: Buffer; result: JsonObject; position: number },
): FirstAnswer {
  if (!stored.requestHash.equals(request.requestHash)) throw new Refusal('idempotency-key-reused');
  return { result: stored.result, position: stored.position };
}
