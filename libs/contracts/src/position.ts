import { z } from 'zod';

/**
 * The last position that there can be: JavaScript's numbers, and those of JSON in many languages, are exact up to here.
 */
export const lastPosition = Number.MAX_SAFE_INTEGER;

/** Something that was to be a position is none, or is beyond the last one: as a number it would be another event's. */
export class NotAPosition extends RangeError {
  override readonly name = 'NotAPosition';
}

const decimal = /^\d{1,16}$/;

export const isPosition = (text: string): boolean => decimal.test(text) && Number(text) <= lastPosition;

/**
 * A position, or undefined for a text that is none.
 * @param text decimal digits alone
 */
export const positionIn = (text: string): number | undefined => (isPosition(text) ? Number(text) : undefined);

/**
 * A position as a database, a header or a command line has it, as a number.
 * @throws NotAPosition where it is none, or beyond `lastPosition`
 */
export function readPosition(value: string | number | bigint): number {
  const position = positionIn(String(value));
  if (position === undefined) throw new NotAPosition(`not a position from 0 to ${lastPosition}`);
  return position;
}

/** A position as it comes in a request or a record: parsed, it is a number. */
export const PositionText = z
  .string()
  .regex(decimal, 'must be a decimal position')
  .refine(isPosition, `must be a position up to ${lastPosition}`)
  .transform(Number);
