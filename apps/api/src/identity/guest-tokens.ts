import { SignJWT } from 'jose';

export const guestIssuer = 'colloquy:guest';
const lifetimeSeconds = 180 * 24 * 3600;

/**
 * The token that lets a guest edit or withdraw what they wrote: HS256 under a key of its own, good for one author on one site.
 * Deterministic for its inputs, so that a replayed command answers with the very same token.
 */
export const signAuthorToken = (key: Uint8Array, authorId: string, site: string, issuedAt: Date): Promise<string> => {
  const seconds = Math.floor(issuedAt.getTime() / 1000);
  return new SignJWT({ site })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(guestIssuer)
    .setSubject(authorId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + lifetimeSeconds)
    .sign(key);
};
