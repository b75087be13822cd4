import unhomoglyph from 'unhomoglyph';
import { undrawn } from './drawn-letters.ts';
import { spelledBy } from './letter-forms.ts';

/** Scripts whose letters can be mistaken for one another's. */
export const alikeScripts = ['Latin', 'Cyrillic', 'Greek'] as const;
export type AlikeScript = (typeof alikeScripts)[number];

/** Returns the lower-case letter of the script that a letter looks like (UTS 39), or undefined if there is none. */
export function alikeIn(script: AlikeScript, letter: string, isCapital: boolean): string | undefined {
  const known = cached[script][isCapital ? 1 : 0];
  const found = known.get(letter);
  if (found !== undefined) return found === '' ? undefined : found;
  const alike = findAlike(script, letter, isCapital);
  if (known.size < mostLooks) known.set(letter, alike ?? '');
  return alike;
}

/** Caches the letter found, or an empty text if there is none. */
type Cache = readonly [small: Map<string, string>, capital: Map<string, string>];
const cached: Readonly<Record<AlikeScript, Cache>> = {
  Latin: [new Map(), new Map()],
  Cyrillic: [new Map(), new Map()],
  Greek: [new Map(), new Map()],
};
const mostLooks = 5000;

function findAlike(script: AlikeScript, letter: string, isCapital: boolean): string | undefined {
  const latin = spelledBy(letter) ?? latinOf(letter, isCapital);
  if (latin === undefined || latin.length !== letter.length) return undefined;
  return script === 'Latin' ? latin : backOf(script, latin, isCapital);
}

/** Returns the Latin letter that a letter looks like in its original case: Ν is N, and ν is v. */
function latinOf(letter: string, isCapital: boolean): string | undefined {
  if (/^[a-z]$/.test(letter)) return letter;
  const [small, capital] = looksOf(letter);
  return isCapital ? (capital ?? small) : (small ?? capital);
}

function looksOf(letter: string): readonly [small: string | undefined, capital: string | undefined] {
  // It is used as a small capital f, while Unicode's table sees a struck r.
  return letter === 'ғ' ? ['f', 'f'] : [lookOf(letter), lookOf(letter.toUpperCase())];
}

function lookOf(letter: string): string | undefined {
  const look = undrawn(unhomoglyph(letter).normalize('NFD').replaceAll(/\p{M}/gu, '')).toLowerCase();
  if (!/^[a-z]$/.test(look) || look === letter) return undefined;
  return look === 'l' && !/\p{Ll}/u.test(letter) ? 'i' : look; // a capital I is also drawn as l
}

/** Returns the letter of the script that a Latin letter looks like. */
function backOf(script: Exclude<AlikeScript, 'Latin'>, latin: string, capital: boolean): string | undefined {
  const [small, large] = (backs[script] ??= backwards(alphabets[script]));
  return capital ? (large.get(latin) ?? small.get(latin)) : (small.get(latin) ?? large.get(latin));
}
/** The first of several similar letters is used, so theta, an omicron with a bar, comes after omicron. */
const alphabets = {
  Cyrillic: 'абвгдежзийклмнопрстуфхцчшщъыьэюяіјѕһԁԛԝѵ',
  Greek: 'αβγδεζηικλμνξοπρστυφχψωθ',
} as const;
type Looks = readonly [small: Map<string, string>, large: Map<string, string>];
const backs: Partial<Record<Exclude<AlikeScript, 'Latin'>, Looks>> = {};

function backwards(alphabet: string): Looks {
  const found: Looks = [new Map(), new Map()];
  for (const letter of alphabet)
    for (const [size, look] of looksOf(letter).entries())
      if (look !== undefined && !found[size]?.has(look)) found[size]?.set(look, letter);
  return found;
}
