import { positionIn } from '#contracts/position';

/** A cursor that this service did not make, or made for another list. */
export class InvalidCursor extends Error {
  constructor() {
    super('this is not a cursor of this list');
    this.name = 'InvalidCursor';
  }
}

/** Which list a cursor belongs to; its first character. Cursors of replies are told from cursors of threads by it. */
export type CursorKind = 'o' | 'n' | 't' | 'r' | 'q' | 'd' | 's' | 'a' | 'f' | 'h';

/** Packs the place where a page ended: one letter, then base64url. Opaque to clients. */
export const packCursor = (kind: CursorKind, ...place: readonly (string | number)[]): string =>
  kind + Buffer.from(place.join(' ')).toString('base64url');

/**
 * The place in a cursor of this kind; `shape` is what each part of it must look like.
 * @throws InvalidCursor
 */
export function unpackCursor(kind: CursorKind, shape: readonly RegExp[], cursor: string): string[] {
  const place = Buffer.from(cursor.slice(1), 'base64url').toString().split(' ');
  const fits = place.length === shape.length && shape.every((part, at) => fitsIn(part, place[at] ?? ''));
  if (!fits || cursor !== packCursor(kind, ...place)) throw new InvalidCursor();
  return place;
}

/** A position or a time in milliseconds: what a number holds exactly. */
export const wholeNumber = /^\d{1,16}$/;
export const smallNumber = /^\d{1,9}$/;
export const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const fitsIn = (shape: RegExp, part: string): boolean =>
  shape.test(part) && (shape !== wholeNumber || positionIn(part) !== undefined);
