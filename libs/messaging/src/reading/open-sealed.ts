import { createDecipheriv } from 'node:crypto';
import type { CloudEvent } from '#contracts/cloud-event';

/**
 * Opens an event's `data.sealed` with its person's key (32 bytes): AES-256-GCM over layout (1 byte, now 1), nonce (12), tag (16) and ciphertext,
 * bound to the event's id and type. Null where nothing is sealed. Throws for another key, another event, or bytes that were changed.
 */
export function openSealed({ id, type, data }: Pick<CloudEvent, 'id' | 'type' | 'data'>, key: Buffer): unknown {
  const { sealed } = data;
  if (typeof sealed !== 'string') return null;
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes[0] !== 1) throw new Error(`what is sealed in event ${id} has a layout that is not known`);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13), { authTagLength: 16 })
    .setAAD(Buffer.from(id + type))
    .setAuthTag(bytes.subarray(13, 29));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]).toString()) as unknown;
}
