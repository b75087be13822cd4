import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { seal, unseal } from '#event-store/keys/sealed-data';

/** 32 random bytes in base64url. They cannot be guessed, so an unsalted hash of them can be stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Encrypts a value with a key derived from the token. A value sealed for one `purpose` cannot be opened for another.
 */
export const sealFor = (token: string, purpose: string, value: unknown): Buffer =>
  seal(Buffer.from(JSON.stringify(value)), keyOf(token, purpose), purpose);

/** Decrypts a value. Throws if the token or the purpose differs from that of `sealFor`. */
export const openWith = (token: string, purpose: string, sealed: Buffer): unknown =>
  JSON.parse(unseal(sealed, keyOf(token, purpose), purpose).toString());

/** Proves that a page of this service sent a request. It is derived from the token, which pages cannot read. */
export const csrfTokenOf = (token: string): string => createHmac('sha256', token).update('csrf').digest('base64url');

const keyOf = (token: string, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', token, '', purpose, 32));
