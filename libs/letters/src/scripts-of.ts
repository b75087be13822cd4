import { type AlikeScript, alikeScripts } from './look-of-letter.ts';

/** Of a letter: one of the scripts whose letters look alike, half a flag, or another. */
export type ScriptOfLetter = AlikeScript | 'flags' | 'others';

/** The scripts of a word, each once. */
export function lettersScripts(word: string): ReadonlySet<ScriptOfLetter> {
  const found = new Set<ScriptOfLetter>();
  for (let unit = 0; unit < word.length; unit++) found.add(scriptOf(word, unit));
  return found;
}

/** Those of them whose letters look alike. */
export function scriptsOf(word: string): AlikeScript[] {
  const found = lettersScripts(word);
  return alikeScripts.filter((script) => found.has(script));
}

/** By their code unit. */
const remembered: (ScriptOfLetter | undefined)[] = Array.from({ length: 0x10000 });

const scriptOf = (word: string, unit: number): ScriptOfLetter =>
  (remembered[word.charCodeAt(unit)] ??= scriptAnew(word.charAt(unit)));

function scriptAnew(letter: string): ScriptOfLetter {
  if (/[\ue000-\ue019]/.test(letter)) return 'flags';
  return alikeScripts.find((script) => isOf[script].test(letter)) ?? 'others';
}

const isOf: Readonly<Record<AlikeScript, RegExp>> = {
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
};
