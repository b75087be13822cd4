import { hkdfSync } from 'node:crypto';
import type { JsonObject } from '../event.ts';
import { type SealedFor, sealPersonal, unsealPersonal } from './sealed-data.ts';

const layout = 2;
const idLength = 16;

/** The person besides an event's subject whom its words are about, and that person's key. */
export interface AlsoAbout {
  /** A UUID in lower case. */
  readonly id: string;
  readonly key: Buffer;
}

/**
 * Seals under the keys of both the writer and the person written about, so that the words are gone when either key is.
 * The bytes: layout (1 byte, now 2), that person's id (16, a UUID), then what `sealPersonal` makes under the joint key,
 * bound to that id as well.
 */
export function sealJointly(personal: JsonObject, key: Buffer, about: AlsoAbout, event: SealedFor): Buffer {
  const id = Buffer.from(about.id.replaceAll('-', ''), 'hex');
  const sealed = sealPersonal(personal, jointKey(key, about.key), bound(event, about.id));
  return Buffer.concat([Buffer.of(layout), id, sealed]);
}

/**
 * The person besides the event's subject whose key it takes to open this; null where the subject's is enough, as in all
 * older events.
 */
export function alsoAbout(sealed: Buffer): string | null {
  if (sealed[0] !== layout) return null;
  if (sealed.length < 1 + idLength) throw new Error('sealed data has a layout that is not known');
  const hex = sealed.toString('hex', 1, 1 + idLength);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Throws where the bytes, either key or the event are not those of `sealJointly`. */
export function unsealJointly(sealed: Buffer, key: Buffer, about: AlsoAbout, event: SealedFor): JsonObject {
  return unsealPersonal(sealed.subarray(1 + idLength), jointKey(key, about.key), bound(event, about.id));
}

/**
 * HKDF-SHA256 (RFC 5869) over both keys: with one of them alone it is as unknown as any other. Never kept, so that
 * nothing is left to forget.
 */
const jointKey = (writer: Buffer, about: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.concat([writer, about]), '', 'colloquy words about a person', 32));

const bound = ({ eventId, type }: SealedFor, aboutId: string): SealedFor => ({ eventId, type: type + aboutId });
