import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';

/** The author, and the SHA-256 of the e-mail address under which Gravatar has the picture. */
export interface Pictured {
  readonly authorId: string;
  readonly hash: string;
}

export const pictured = (authorId: string, email: string): Pictured => ({
  authorId,
  hash: createHash('sha256').update(email.trim().toLowerCase()).digest('hex'),
});

const algorithm = 'aes-256-gcm';
const [ivLength, tagLength, idLength] = [12, 16, 36];

/**
 * Makes the ticket that replaces the hash in a picture's URL, because the hash would confirm a guessed e-mail address.
 * The same author and address give the same ticket, so that caches recognise the picture: the nonce is a MAC of the
 * content.
 */
export function sealTicket(key: Buffer, { authorId, hash }: Pictured): string {
  const plain = Buffer.concat([Buffer.from(authorId), Buffer.from(hash, 'hex')]);
  const iv = createHmac('sha256', key).update(plain).digest().subarray(0, ivLength);
  const cipher = createCipheriv(algorithm, key, iv);
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** Returns null for a ticket that this service did not make. */
export function openTicket(key: Buffer, ticket: string): Pictured | null {
  const sealed = Buffer.from(ticket, 'base64url');
  if (sealed.length !== ivLength + idLength + 32 + tagLength) return null;
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivLength));
  decipher.setAuthTag(sealed.subarray(-tagLength));
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(ivLength, -tagLength)), decipher.final()]);
    return { authorId: plain.subarray(0, idLength).toString(), hash: plain.subarray(idLength).toString('hex') };
  } catch {
    return null;
  }
}
