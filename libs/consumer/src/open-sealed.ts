import { createDecipheriv, hkdfSync } from 'node:crypto';
import type { StoredToPublish } from '#contracts/cloud-event';
import { personalOwnerOf } from '#contracts/personal-owner';

/** Returns a person's key (32 bytes), or null if it does not exist or was destroyed. */
export type KeyOf = (personId: string) => Promise<Buffer | null> | Buffer | null;

/**
 * Decrypts the sealed data of an event (layout: docs/events.md) with the author's key, and also with the other person's
 * if it is about another person's comment. Returns null if nothing is sealed or a key is missing.
 * @throws Error for a wrong key, another event's data, or changed bytes
 */
export async function openSealed(event: StoredToPublish, keyOf: KeyOf): Promise<unknown> {
  const { sealed, eventId } = event;
  const owner = personalOwnerOf(event);
  if (sealed === null || owner === undefined) return null;
  if (sealed[0] === 1) {
    const key = await keyOf(owner);
    return key && opened(sealed, key, event, '');
  }
  if (sealed[0] !== 2) throw new Error(`the sealed data of event ${eventId} has an unknown layout`);
  const about = uuidOf(sealed.subarray(1, 17));
  const [own, theirs] = [await keyOf(owner), await keyOf(about)];
  return own && theirs && opened(sealed.subarray(17), jointKey(own, theirs), event, about);
}

type Bound = Pick<StoredToPublish, 'eventId' | 'type'>;

/**
 * AES-256-GCM. Input: layout (1 byte, 1), nonce (12), tag (16), ciphertext. Bound to the event's id, its type, and the
 * person that it is about.
 */
function opened(sealed: Buffer, key: Buffer, { eventId, type }: Bound, about: string): unknown {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13), { authTagLength: 16 })
    .setAAD(Buffer.from(eventId + type + about))
    .setAuthTag(sealed.subarray(13, 29));
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString());
}

const jointKey = (writer: Buffer, about: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.concat([writer, about]), '', 'colloquy words about a person', 32));

const uuidOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
