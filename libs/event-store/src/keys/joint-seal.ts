import { hkdfSync } from 'node:crypto';
import type { JsonObject } from '../event.ts';
import { type SealedFor, sealPersonal, unsealPersonal } from './sealed-data.ts';

const layout = 2;
const idLength = 16;

/** The person that an event's words are about besides its subject, with that person's key. */
export interface AlsoAbout {
  /** A UUID in lower case. */
  readonly id: string;
  readonly key: Buffer;
}

/**
 * Seals under the keys of the writer and of the person written about, so that the words become unreadable when either
 * key is destroyed. Bytes: layout (1 byte, now 2), that person's id (16, a UUID), then the output of `sealPersonal`
 * under the joint key, bound to that id as well.
 */
export function sealJointly(personal: JsonObject, key: Buffer, about: AlsoAbout, event: SealedFor): Buffer {
  const id = Buffer.from(about.id.replaceAll('-', ''), 'hex');
  const sealed = sealPersonal(personal, jointKey(key, about.key), bound(event, about.id));
  return Buffer.concat([Buffer.of(layout), id, sealed]);
}

/**
 * Returns the other person whose key is needed to decrypt, or null if the subject's key is enough, as in all older
 * events.
 */
export function alsoAbout(sealed: Buffer): string | null {
  if (sealed[0] !== layout) return null;
  if (sealed.length < 1 + idLength) throw new Error('sealed data has an unknown layout, or is cut off');
  const hex = sealed.toString('hex', 1, 1 + idLength);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** @throws Error if the bytes, a key or the event differ from those given to `sealJointly` */
export function unsealJointly(sealed: Buffer, key: Buffer, about: AlsoAbout, event: SealedFor): JsonObject {
  return unsealPersonal(sealed.subarray(1 + idLength), jointKey(key, about.key), bound(event, about.id));
}

/**
 * HKDF-SHA256 (RFC 5869) over both keys. One of them does not reveal it. It is never stored, so an erasure need not
 * delete it.
 */
const jointKey = (writer: Buffer, about: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.concat([writer, about]), '', 'colloquy words about a person', 32));

const bound = ({ eventId, type }: SealedFor, aboutId: string): SealedFor => ({ eventId, type: type + aboutId });
