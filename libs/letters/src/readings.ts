import type { FoldedLetters } from './folded-text.ts';
import { hasSigns, isDisguise, leetReadings } from './leetspeak.ts';
import { type AlikeScript, alikeScripts } from './look-of-letter.ts';
import { readAs } from './lookalikes.ts';
import { certainScriptOf, mainScriptOf } from './main-script.ts';
import { accents } from './marks.ts';
import { scriptsOf } from './scripts-of.ts';

/** One way to read a folded text, as long as it. */
export interface Reading {
  readonly folded: FoldedLetters;
  readonly text: string;
  /** Digits and signs are letters in it. */
  readonly isLeet: boolean;
}

/** As it stands; with digits and signs for letters; and both in letters of the scripts that look like others. */
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

/**
 * The same in letters of every script, of a text whose language is not known: where no word of it tells its script, it
 * may be in any.
 */
export function allReadingsOf(folded: FoldedLetters): Reading[] {
  const read = withoutOtherScripts(folded);
  if (!/\P{ASCII}/u.test(folded.text)) return read;
  const certain = certainScriptOf(folded.text);
  if (certain !== undefined && !hasOtherLetters(folded.text)) return read;
  return [...read, ...alikeScripts.flatMap((script) => inScript(script, read, certain ?? script))];
}

/** The text with the words that they look like for words in letters of several scripts. */
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

/** Whether it has letters of more than one script, or what is drawn like a letter and is none. */
function hasOtherLetters(text: string): boolean {
  const [script, ...rest] = scriptsOf(text);
  return rest.length > 0 || drawings.test(text) || (script !== undefined && lettersBut[script].test(text));
}

/** Halves of flags and signs. */
const drawings = /[\ue000-\ue019]|(?!\p{ASCII})[\p{Sm}\p{Sc}]/u;
const lettersBut: Readonly<Record<AlikeScript, RegExp>> = {
  Latin: /(?!\p{Script=Latin})\p{L}/u,
  Cyrillic: /(?!\p{Script=Cyrillic})\p{L}/u,
  Greek: /(?!\p{Script=Greek})\p{L}/u,
};

/**
 * A letter as it was written; or as it is read, with the accents of the one that looks like it. Empty for the rest of a
 * letter's units.
 */
export function letterAt({ folded, text }: Reading, unit: number): string {
  const written = folded.written[unit] ?? '';
  if (text.charCodeAt(unit) === folded.text.charCodeAt(unit)) return written;
  return (text.charAt(unit) + accentsOf(written)).normalize('NFC');
}

const accentsOf = (written: string): string => (written.normalize('NFD').match(accents) ?? []).join('');

/** Whether what stands at [begin, end) may be read as letters: not 10l, where digits are read so. */
export function isReadable({ folded, isLeet }: Reading, begin: number, end: number): boolean {
  return !isLeet || !hasSigns.test(folded.text.slice(begin, end)) || isDisguise(originalOf(folded, begin, end));
}

/** What was written, without what stands between the letters unseen. */
function originalOf({ original, starts, ends }: FoldedLetters, begin: number, end: number): string {
  let written = '';
  for (let unit = begin; unit < end; unit++)
    if (unit === begin || starts[unit] !== starts[unit - 1]) written += original.slice(starts[unit], ends[unit]);
  return written.normalize('NFKC').replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '');
}
