import type { FoldedLetters } from './folded-text.ts';
import { hasSigns, isDisguise, leetReadings } from './leetspeak.ts';
import { type AlikeScript, alikeScripts } from './look-of-letter.ts';
import { readAs } from './lookalikes.ts';
import { certainScriptOf, mainScriptOf } from './main-script.ts';
import { accents } from './marks.ts';
import { scriptsOf } from './scripts-of.ts';

/** One way to read a folded text. It has the same length. */
export interface Reading {
  readonly folded: FoldedLetters;
  readonly text: string;
  /** Digits and symbols are read as letters. */
  readonly isLeet: boolean;
}

/**
 * Returns the text as it is, with digits and symbols read as letters, and both with lookalikes replaced for each
 * script.
 */
export function readingsOf(
  folded: FoldedLetters,
  scripts: readonly AlikeScript[],
  likely: string | undefined,
): Reading[] {
  const read = withoutOtherScripts(folded);
  if (!/\P{ASCII}/u.test(folded.text)) return read;
  const mainScript = mainScriptOf(folded.text, likely);
  return [...read, ...scripts.flatMap((script) => inScript(script, read, mainScript))];
}

/** Returns the readings in every script, for a text of unknown language: if no word shows its script, it may be any. */
export function allReadingsOf(folded: FoldedLetters): Reading[] {
  const read = withoutOtherScripts(folded);
  if (!/\P{ASCII}/u.test(folded.text)) return read;
  const certain = certainScriptOf(folded.text);
  if (certain !== undefined && !hasOtherLetters(folded.text)) return read;
  return [...read, ...alikeScripts.flatMap((script) => inScript(script, read, certain ?? script))];
}

/** Replaces words that mix scripts by the words that they look like. */
export function unmixed(folded: FoldedLetters): string {
  const { text } = folded;
  if (scriptsOf(text).length < 2) return text;
  const main = mainScriptOf(text, undefined);
  return readAs(alikeScripts.find((script) => script === main) ?? 'Latin', text, folded, 'none') ?? text;
}

function withoutOtherScripts(folded: FoldedLetters): Reading[] {
  const plain = { folded, text: folded.text, isLeet: false };
  return [plain, ...leetReadings(folded.text).map((text) => ({ folded, text, isLeet: true }))];
}

const inScript = (script: AlikeScript, read: readonly Reading[], mainScript: string): Reading[] =>
  read.flatMap(({ folded, text, isLeet }) => {
    const other = readAs(script, text, folded, mainScript);
    return other === undefined ? [] : [{ folded, text: other, isLeet }];
  });

/** True if a text has letters of several scripts, or symbols drawn like letters. */
function hasOtherLetters(text: string): boolean {
  const [script, ...rest] = scriptsOf(text);
  return rest.length > 0 || drawings.test(text) || (script !== undefined && lettersBut[script].test(text));
}

/** Halves of flags, and symbols. */
const drawings = /[\ue000-\ue019]|(?!\p{ASCII})[\p{Sm}\p{Sc}]/u;
const lettersBut: Readonly<Record<AlikeScript, RegExp>> = {
  Latin: /(?!\p{Script=Latin})\p{L}/u,
  Cyrillic: /(?!\p{Script=Cyrillic})\p{L}/u,
  Greek: /(?!\p{Script=Greek})\p{L}/u,
};

/**
 * Returns the letter as it was written or, if the reading replaced it, the replacement with the accents of the
 * original. Empty for further units of a letter.
 */
export function letterAt({ folded, text }: Reading, unit: number): string {
  const written = folded.written[unit] ?? '';
  if (text.charCodeAt(unit) === folded.text.charCodeAt(unit)) return written;
  return (text.charAt(unit) + accentsOf(written)).normalize('NFC');
}

const accentsOf = (written: string): string => (written.normalize('NFD').match(accents) ?? []).join('');

/** True if [begin, end) may be read as letters. False for 10l in a reading of digits. */
export function isReadable({ folded, isLeet }: Reading, begin: number, end: number): boolean {
  return !isLeet || !hasSigns.test(folded.text.slice(begin, end)) || isDisguise(originalOf(folded, begin, end));
}

/** Returns the original of a range without the invisible characters between its letters. */
function originalOf({ original, starts, ends }: FoldedLetters, begin: number, end: number): string {
  let written = '';
  for (let unit = begin; unit < end; unit++)
    if (unit === begin || starts[unit] !== starts[unit - 1]) written += original.slice(starts[unit], ends[unit]);
  return written.normalize('NFKC').replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '');
}
