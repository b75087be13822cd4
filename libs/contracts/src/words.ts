import { z } from 'zod';
import { looksEmpty, withoutInvisible } from './invisible.ts';

/** Characters that control line breaks and text direction. A text keeps them in any context. */
const ofRunningText = /[\u00ad\u200b\u2060\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * Removes U+0000, which PostgreSQL's jsonb refuses, replaces lone surrogates, which UTF-8 cannot encode, and unifies
 * line ends. Letters stay composed or decomposed as typed.
 */
export const normal = (text: string): string => text.replaceAll('\u0000', '').replace(/\r\n?/g, '\n').toWellFormed();

/** A text as it is stored: without hidden characters, and without combining marks that would cover other lines. */
export const clean = (text: string): string => withoutPiles(withoutInvisible(normal(text), ofRunningText));

// The Quran puts three marks that several scripts share on one letter, Vietnamese and phonetic writing two. Tibetan and
// Burmese stack about six marks of their own script.
const sharedMark = String.raw`(?:(?=[\p{Script=Inherited}\p{Script=Common}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M})`;
const sharedAbove = new RegExp(`(${sharedMark}{3})${sharedMark}+`, 'gu');
const ownAbove = /(\p{M}{8})\p{M}+/gu;

/** Keeps at most three shared marks, and eight marks in total, on one letter. */
export const withoutPiles = (text: string): string => text.replace(sharedAbove, '$1').replace(ownAbove, '$1');

const characters = (text: string): number => Array.from(text).length;

/** A text written by a person, cleaned and trimmed. Limits are in code points; a text that looks empty is refused. */
export const words = (min: number, max: number, cleaned: (text: string) => string = clean) =>
  z
    .string()
    .max(max * 4, `must be at most ${max} characters`)
    .transform((text) => cleaned(text).trim())
    .refine((text) => !looksEmpty(text), { error: 'must not be empty', abort: true })
    .refine((text) => characters(text) >= min, `must be at least ${min} characters`)
    .refine((text) => characters(text) <= max, `must be at most ${max} characters`);
