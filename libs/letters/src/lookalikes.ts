import type { FoldedLetters } from './folded-text.ts';
import { type AlikeScript, alikeIn } from './look-of-letter.ts';
import { lettersScripts } from './scripts-of.ts';

/**
 * Replaces letters of other scripts by letters of the script that look like them (UTS 39), in words that mix scripts
 * and in words of another script than the text's. The result is as long as the text. Undefined if there is no such
 * word.
 * @param text of `folded`, or a reading of it
 */
export function readAs(
  script: AlikeScript,
  text: string,
  folded: FoldedLetters,
  mainScript: string,
): string | undefined {
  if (!/\P{ASCII}/u.test(text)) return undefined;
  let isOther = false;
  const read = text.replace(words, (word, at: number) => {
    const alike = wordAs(script, word, at, folded, mainScript);
    isOther ||= alike !== word;
    return alike;
  });
  return isOther ? read : undefined;
}

/** Letters of scripts that use spaces, halves of flags, and symbols between letters. */
const words =
  /(?:[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\ue000-\ue019]|(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}])(?:\p{L}|(?!\p{ASCII})[\p{Sm}\p{Sc}]))+/gu;

function wordAs(script: AlikeScript, word: string, at: number, folded: FoldedLetters, mainScript: string): string {
  const scripts = lettersScripts(word);
  const isWhole = scripts.size === 1;
  if (word.length === 1 || (isWhole && scripts.has(script))) return word;
  if (isWhole && (scripts.has('flags') ? !isSpelling(word) : mainScript !== script)) return word;
  let alike = '';
  let hasOthers = false;
  for (const letter of word) {
    const read = letterAs(script, letter, folded, at + alike.length);
    hasOthers ||= read === letter;
    alike += read;
  }
  // A word of another script stays as it is unless all its letters look like letters of this script.
  return isWhole && hasOthers ? word : alike;
}

/** Two halves are a flag, three or more spell a word. */
const isSpelling = (word: string): boolean => word.length > 2;

/** Returns the letter itself if no letter of the script looks like it. `letterAt` restores its accents. */
function letterAs(script: AlikeScript, letter: string, folded: FoldedLetters, unit: number): string {
  if (lettersScripts(letter).has(script)) return letter;
  const original = folded.original.charCodeAt(folded.starts[unit] ?? 0);
  const isCapital = original !== letter.charCodeAt(0) && /\p{Lu}/u.test(String.fromCharCode(original));
  return alikeIn(script, letter, isCapital) ?? letter;
}
