import { scriptOfLanguage } from './language-script.ts';
import { alikeIn } from './look-of-letter.ts';
import { scriptsOf } from './scripts-of.ts';

/**
 * The script that a text is mainly in: of the words that look like nothing else; where there are none, that of the
 * page's language, or of most letters. A Russian `сор` is no `cop`.
 */
export function mainScriptOf(text: string, language: string | null | undefined): string {
  const { certain, any } = countIn(text);
  return mostOf(certain) ?? likelyScript(language) ?? mostOf(any) ?? 'Latin';
}

/** The script of most words that look like nothing else; undefined where there are none. */
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

/** Could every letter of it be one of another script? */
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
const likelyScript = (language: string | null | undefined): string | undefined => {
  const script = language == null ? undefined : scriptOfLanguage(language);
  return script === undefined ? undefined : (scriptNames[script] ?? 'other');
};
