import { webcrypto } from 'node:crypto';
import { type CryptoKey, SignJWT } from 'jose';

export const guestIssuer = 'colloquy:guest';
const lifetimeSeconds = 180 * 24 * 3600;
const imported = new WeakMap<Uint8Array, Promise<CryptoKey>>();

/**
 * Signs the token with which a guest can edit or withdraw their comments: HS256 with a separate key, valid for one
 * author on one site. Equal inputs give an equal token, so that a repeated command returns the same one.
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

/** Caches imported keys, because importing costs as much as signing. */
function importedOnce(key: Uint8Array): Promise<CryptoKey> {
  const known = imported.get(key);
  if (known) return known;
  const importing = webcrypto.subtle.importKey('raw', Buffer.from(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  imported.set(key, importing);
  return importing;
}
