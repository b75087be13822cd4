import { alikeIn } from './look-of-letter.ts';
import { scriptsOf } from './scripts-of.ts';

/**
 * Returns the main script of a text: that of the words without lookalikes in other scripts; if there are none, that of
 * the page's language, or of most letters. So a Russian `сор` in a Russian text is not read as `cop`.
 * @param likely the script of the page's language (ISO 15924)
 */
export function mainScriptOf(text: string, likely: string | undefined): string {
  const { certain, any } = countIn(text);
  return mostOf(certain) ?? nameOf(likely) ?? mostOf(any) ?? 'Latin';
}

/** The script of most words without lookalikes; undefined if there are none. */
export const certainScriptOf = (text: string): string | undefined => mostOf(countIn(text).certain);

function countIn(text: string): Record<'certain' | 'any', ReadonlyMap<string, number>> {
  const count = { certain: new Map<string, number>(), any: new Map<string, number>() };
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const [script = 'other', ...rest] = scriptsOf(word);
    if (rest.length > 0) continue;
    count.any.set(script, (count.any.get(script) ?? 0) + word.length);
    if (!looksOtherwise(word, script)) count.certain.set(script, (count.certain.get(script) ?? 0) + word.length);
  }
  return count;
}

/** True if every letter of the word looks like a letter of the other script. */
function looksOtherwise(word: string, script: string): boolean {
  const other = script === 'Latin' ? 'Cyrillic' : 'Latin';
  return Array.from(word).every(
    (letter) => (alikeIn(other, letter, false) ?? alikeIn(other, letter, true)) !== undefined,
  );
}

function mostOf(counted: ReadonlyMap<string, number>): string | undefined {
  return [...counted].toSorted((one, other) => other[1] - one[1])[0]?.[0];
}

const scriptNames: Readonly<Record<string, string>> = { Latn: 'Latin', Cyrl: 'Cyrillic', Grek: 'Greek' };
const nameOf = (script: string | undefined): string | undefined => script && (scriptNames[script] ?? 'other');
