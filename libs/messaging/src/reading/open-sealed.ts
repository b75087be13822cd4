import { createDecipheriv } from 'node:crypto';
import type { StoredToPublish } from '#contracts/cloud-event';

/**
 * Opens what is sealed in an event with its person's key (32 bytes): AES-256-GCM over layout (1 byte, now 1), nonce (12), tag (16) and ciphertext,
 * bound to the event's id and type. Null where nothing is sealed. Throws for another key, another event, or bytes that were changed.
 */
export function openSealed(
  { eventId, type, sealed }: Pick<StoredToPublish, 'eventId' | 'type' | 'sealed'>,
  key: Buffer,
): unknown {
  if (sealed === null) return null;
  if (sealed[0] !== 1) throw new Error(`what is sealed in event ${eventId} has a layout that is not known`);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13), { authTagLength: 16 })
    .setAAD(Buffer.from(eventId + type))
    .setAuthTag(sealed.subarray(13, 29));
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString()) as unknown;
}
