import type { FoldedLetters } from './folded-text.ts';
import { leetReadings } from './leetspeak.ts';
import type { AlikeScript } from './look-of-letter.ts';
import { readAs } from './lookalikes.ts';
import { mainScriptOf } from './main-script.ts';
import { accents } from './marks.ts';

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
  language: string | null | undefined,
): Reading[] {
  const plain = { folded, text: folded.text, isLeet: false };
  const read: Reading[] = [plain, ...leetReadings(folded.text).map((text) => ({ folded, text, isLeet: true }))];
  if (!/\P{ASCII}/u.test(folded.text)) return read;
  const mainScript = mainScriptOf(folded.text, language);
  const alike = read.flatMap(({ text, isLeet }) =>
    scripts.flatMap((script) => {
      const other = readAs(script, text, folded, mainScript);
      return other === undefined ? [] : [{ folded, text: other, isLeet }];
    }),
  );
  return [...read, ...alike];
}

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
