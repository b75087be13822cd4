import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';
import type { DeskCookie } from './desk-cookie.ts';

/** Long enough to enter a second factor. */
export const attemptSeconds = 600;

/** `lax`, because it must be sent when the identity provider, another site, redirects the browser back. */
export const attemptCookie: DeskCookie = { name: 'colloquy_desk_oidc', sameSite: 'lax' };

const Attempt = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), returnTo: z.string() });
export type Attempt = z.infer<typeof Attempt>;

/**
 * Seals the data that ties the identity provider's answer to the browser that began the sign-in. The browser keeps it
 * in a cookie, so that starting a sign-in stores nothing on the server.
 */
export const sealAttempt = (attempt: Attempt, key: Uint8Array): Promise<string> =>
  new EncryptJWT(attempt)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(`${attemptSeconds}s`)
    .encrypt(key);

/** Returns undefined for an attempt that has expired or was not sealed by this service. */
export async function openAttempt(sealed: string, key: Uint8Array): Promise<Attempt | undefined> {
  try {
    const { payload } = await jwtDecrypt(sealed, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      requiredClaims: ['exp'],
    });
    return Attempt.parse(payload);
  } catch {
    return undefined;
  }
}
