import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { JsonObject } from '../event.ts';

const layout = 1;
const nonceLength = 12;
const tagLength = 16;
const headerLength = 1 + nonceLength + tagLength;

/**
 * AES-256-GCM. Bytes: layout (1 byte, now 1), nonce (12, random), tag (16), ciphertext. `context` is authenticated, and
 * is required again to unseal.
 */
export function seal(plaintext: Buffer, key: Buffer, context: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(layout), nonce, cipher.getAuthTag(), ciphertext]);
}

/** @throws Error if the bytes, the key or the context differ from those of `seal` */
export function unseal(sealed: Buffer, key: Buffer, context: string): Buffer {
  if (sealed.length < headerLength || sealed[0] !== layout)
    throw new Error('sealed data has an unknown layout, or is cut off');
  const nonce = sealed.subarray(1, 1 + nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(1 + nonceLength, headerLength));
  return Buffer.concat([decipher.update(sealed.subarray(headerLength)), decipher.final()]);
}

/**
 * Seals an event's personal data as UTF-8 JSON under its subject's key, bound to the event's id and type (concatenated
 * in this order).
 */
export function sealPersonal(personal: JsonObject, key: Buffer, event: SealedFor): Buffer {
  return seal(Buffer.from(JSON.stringify(personal)), key, event.eventId + event.type);
}

export function unsealPersonal(sealed: Buffer, key: Buffer, event: SealedFor): JsonObject {
  const personal: unknown = JSON.parse(unseal(sealed, key, event.eventId + event.type).toString());
  if (!isJsonObject(personal)) throw new Error('the decrypted data is not a JSON object');
  return personal;
}

/** The value comes from JSON.parse, so checking the top level is enough. */
const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The event that sealed bytes are bound to. */
export interface SealedFor {
  /** In lower case, as in the log. */
  readonly eventId: string;
  readonly type: string;
}
