import { z } from 'zod';
import { looksEmpty, withoutInvisible } from './invisible.ts';

/** Where a line may break, and which way it runs: of use in a running text wherever they stand. */
const ofRunningText = /[\u00ad\u200b\u2060\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * PostgreSQL's jsonb takes no U+0000, UTF-8 no lone surrogate; line ends are one kind. How letters are composed stays
 * as it was typed.
 */
export const normal = (text: string): string => text.replaceAll('\u0000', '').replace(/\r\n?/g, '\n').toWellFormed();

/** A text as it is stored: without hidden characters, and without marks that would pile up over other lines. */
export const clean = (text: string): string => withoutPiles(withoutInvisible(normal(text), ofRunningText));

// The Quran has three of the marks that scripts share on one letter, Vietnamese and phonetic writing two; Tibetan and
// Burmese stack some six of their own.
const sharedMark = String.raw`(?:(?=[\p{Script=Inherited}\p{Script=Common}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M})`;
const sharedAbove = new RegExp(`(${sharedMark}{3})${sharedMark}+`, 'gu');
const ownAbove = /(\p{M}{8})\p{M}+/gu;

/** At most three shared marks, and eight in all, on one letter. */
export const withoutPiles = (text: string): string => text.replace(sharedAbove, '$1').replace(ownAbove, '$1');

const characters = (text: string): number => Array.from(text).length;

/** Words of a person, cleaned and trimmed, measured in characters (code points); what looks empty is. */
export const words = (min: number, max: number, cleaned: (text: string) => string = clean) =>
  z
    .string()
    .max(max * 4, `must be at most ${max} characters`)
    .transform((text) => cleaned(text).trim())
    .refine((text) => !looksEmpty(text), { error: 'must not be empty', abort: true })
    .refine((text) => characters(text) >= min, `must be at least ${min} characters`)
    .refine((text) => characters(text) <= max, `must be at most ${max} characters`);
