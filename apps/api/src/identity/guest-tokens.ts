import { webcrypto } from 'node:crypto';
import { type CryptoKey, SignJWT } from 'jose';

export const guestIssuer = 'colloquy:guest';
const lifetimeSeconds = 180 * 24 * 3600;
const imported = new WeakMap<Uint8Array, Promise<CryptoKey>>();

/**
 * The token that lets a guest edit or withdraw what they wrote: HS256 under a key of its own, good for one author on
 * one site. Deterministic for its inputs, so that a replayed command answers with the very same token.
 */
export const signAuthorToken = async (
  key: Uint8Array,
  authorId: string,
  site: string,
  issuedAt: Date,
): Promise<string> => {
  const seconds = Math.floor(issuedAt.getTime() / 1000);
  return new SignJWT({ site })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(guestIssuer)
    .setSubject(authorId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + lifetimeSeconds)
    .sign(await importedOnce(key));
};

/** Importing a key costs as much as signing with it. */
function importedOnce(key: Uint8Array): Promise<CryptoKey> {
  const known = imported.get(key);
  if (known) return known;
  const importing = webcrypto.subtle.importKey('raw', Buffer.from(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  imported.set(key, importing);
  return importing;
}
