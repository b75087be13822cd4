import { positionIn } from '#contracts/position';

/** The cursor was not made by this service, or was made for another list. */
export class InvalidCursor extends Error {
  constructor() {
    super('the cursor is invalid or belongs to another list');
    this.name = 'InvalidCursor';
  }
}

/**
 * The list that a cursor belongs to; its first character. It also distinguishes cursors of replies from those of
 * threads.
 */
export type CursorKind = 'o' | 'n' | 't' | 'r' | 'q' | 'd' | 's' | 'a' | 'f' | 'h';

/** Packs the place at which a page ended: one letter, then base64url. Opaque to clients. */
export const packCursor = (kind: CursorKind, ...place: readonly (string | number)[]): string =>
  kind + Buffer.from(place.join(' ')).toString('base64url');

/**
 * Unpacks a cursor of this kind. `shape` has a pattern for each part.
 * @throws InvalidCursor
 */
export function unpackCursor(kind: CursorKind, shape: readonly RegExp[], cursor: string): string[] {
  const place = Buffer.from(cursor.slice(1), 'base64url').toString().split(' ');
  const fits = place.length === shape.length && shape.every((part, at) => fitsIn(part, place[at] ?? ''));
  if (!fits || cursor !== packCursor(kind, ...place)) throw new InvalidCursor();
  return place;
}

/** A position or a time in milliseconds, within the safe integers. */
export const wholeNumber = /^\d{1,16}$/;
export const smallNumber = /^\d{1,9}$/;
export const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const fitsIn = (shape: RegExp, part: string): boolean =>
  shape.test(part) && (shape !== wholeNumber || positionIn(part) !== undefined);
