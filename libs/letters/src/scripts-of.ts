import { type AlikeScript, alikeScripts } from './look-of-letter.ts';

/** The kind of a letter: one of the scripts with lookalikes, half a flag, or another script. */
export type ScriptOfLetter = AlikeScript | 'flags' | 'others';

/** Returns the scripts of a word, each once. */
export function lettersScripts(word: string): ReadonlySet<ScriptOfLetter> {
  const found = new Set<ScriptOfLetter>();
  for (let unit = 0; unit < word.length; unit++) found.add(scriptOf(word, unit));
  return found;
}

/** Returns those of them that have lookalikes. */
export function scriptsOf(word: string): AlikeScript[] {
  const found = lettersScripts(word);
  return alikeScripts.filter((script) => found.has(script));
}

/** Indexed by code unit. */
const cached: (ScriptOfLetter | undefined)[] = Array.from({ length: 0x10000 });

const scriptOf = (word: string, unit: number): ScriptOfLetter =>
  (cached[word.charCodeAt(unit)] ??= findScript(word.charAt(unit)));

function findScript(letter: string): ScriptOfLetter {
  if (/[\ue000-\ue019]/.test(letter)) return 'flags';
  return alikeScripts.find((script) => isOf[script].test(letter)) ?? 'others';
}

const isOf: Readonly<Record<AlikeScript, RegExp>> = {
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
};
