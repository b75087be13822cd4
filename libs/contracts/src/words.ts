import { z } from 'zod';

/** PostgreSQL's jsonb takes no U+0000, UTF-8 no lone surrogate; line ends are one kind; NFC makes equal texts equal. */
export const clean = (text: string): string =>
  text.replaceAll('\u0000', '').replace(/\r\n?/g, '\n').toWellFormed().normalize('NFC');
const characters = (text: string): number => Array.from(text).length;

/** Words of a person, cleaned and trimmed, measured in characters (code points). */
export const words = (min: number, max: number) =>
  z
    .string()
    .max(max * 4, `must be at most ${max} characters`)
    .transform((text) => clean(text).trim())
    .refine((text) => characters(text) >= min, min === 1 ? 'must not be empty' : `must be at least ${min} characters`)
    .refine((text) => characters(text) <= max, `must be at most ${max} characters`);
