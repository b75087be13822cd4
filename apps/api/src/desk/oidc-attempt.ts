import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';
import type { DeskCookie } from './desk-cookie.ts';

/** Long enough to find a second factor. */
export const attemptSeconds = 600;

/** Has to come along when the identity provider sends the browser back, from another site: hence lax. */
export const attemptCookie: DeskCookie = { name: 'colloquy_desk_oidc', sameSite: 'lax' };

const Attempt = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), returnTo: z.string() });
export type Attempt = z.infer<typeof Attempt>;

/**
 * What ties an answer of the identity provider to the browser that asked; kept by that browser, sealed, so that asking
 * costs the service nothing.
 */
export const sealAttempt = (attempt: Attempt, key: Uint8Array): Promise<string> =>
  new EncryptJWT(attempt)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(`${attemptSeconds}s`)
    .encrypt(key);

/** Undefined for what is too old, or not ours. */
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
