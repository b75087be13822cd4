import { createDecipheriv, hkdfSync } from 'node:crypto';
import type { StoredToPublish } from '#contracts/cloud-event';
import { personalOwnerOf } from '#contracts/personal-owner';

/** Finds a person's key (32 bytes), null where there is none (any more). */
export type KeyOf = (personId: string) => Promise<Buffer | null> | Buffer | null;

/**
 * Opens what is sealed in an event (docs/events.md says how the bytes lie): with the key of whoever wrote it, and where
 * it is about somebody else's comment, with that person's as well. Null where nothing is sealed, or a key that it takes
 * is not to be had. Throws for a wrong key, another event, or bytes that were changed.
 */
export async function openSealed(event: StoredToPublish, keyOf: KeyOf): Promise<unknown> {
  const { sealed, eventId } = event;
  const owner = personalOwnerOf(event);
  if (sealed === null || owner === undefined) return null;
  if (sealed[0] === 1) {
    const key = await keyOf(owner);
    return key && opened(sealed, key, event, '');
  }
  if (sealed[0] !== 2) throw new Error(`what is sealed in event ${eventId} has a layout that is not known`);
  const about = uuidOf(sealed.subarray(1, 17));
  const [own, theirs] = [await keyOf(owner), await keyOf(about)];
  return own && theirs && opened(sealed.subarray(17), jointKey(own, theirs), event, about);
}

type Bound = Pick<StoredToPublish, 'eventId' | 'type'>;

/**
 * AES-256-GCM over layout (1 byte, 1), nonce (12), tag (16) and ciphertext, bound to the event's id and type, and to
 * whom it is about.
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
