import { z } from 'zod';

/**
 * The largest possible position: up to here numbers are exact in JavaScript, and in many languages' JSON parsers.
 */
export const lastPosition = Number.MAX_SAFE_INTEGER;

/** The value is not a position, or above `lastPosition`: rounded, it would be the position of another event. */
export class NotAPosition extends RangeError {
  override readonly name = 'NotAPosition';
}

const decimal = /^\d{1,16}$/;

export const isPosition = (text: string): boolean => decimal.test(text) && Number(text) <= lastPosition;

/**
 * Parses a position; undefined: the text is not a position.
 * @param text only decimal digits
 */
export const positionIn = (text: string): number | undefined => (isPosition(text) ? Number(text) : undefined);

/**
 * Parses a position from a database, a header or a command line.
 * @throws NotAPosition if it is not a position up to `lastPosition`
 */
export function readPosition(value: string | number | bigint): number {
  const position = positionIn(String(value));
  if (position === undefined) throw new NotAPosition(`not a position from 0 to ${lastPosition}`);
  return position;
}

/** A position in a request or a record; parsed, it is a number. */
export const PositionText = z
  .string()
  .regex(decimal, 'must be a decimal position')
  .refine(isPosition, `must be a position up to ${lastPosition}`)
  .transform(Number);
