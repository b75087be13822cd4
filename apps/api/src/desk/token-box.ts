import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { seal, unseal } from '#event-store/keys/sealed-data';

/** 32 random bytes in base64url: too many to guess, so a plain hash of them can be stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Seals a value so that only who holds the token can read it. `purpose` keeps what was sealed for one thing from being
 * used for another.
 */
export const sealFor = (token: string, purpose: string, value: unknown): Buffer =>
  seal(Buffer.from(JSON.stringify(value)), keyOf(token, purpose), purpose);

/** Throws where the token or the purpose is not that of `sealFor`. */
export const openWith = (token: string, purpose: string, sealed: Buffer): unknown =>
  JSON.parse(unseal(sealed, keyOf(token, purpose), purpose).toString());

/** Proves that a page of ours sent a request: it can be made only from the token, which no page can read. */
export const csrfTokenOf = (token: string): string => createHmac('sha256', token).update('csrf').digest('base64url');

const keyOf = (token: string, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', token, '', purpose, 32));
