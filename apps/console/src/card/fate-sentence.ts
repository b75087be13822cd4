import { isKeyOf } from '#contracts/keys-of';
import type { DeskWords } from '../languages/desk-words.ts';
import { isolateIn } from '../languages/isolate.ts';
import type { Fate } from './fate.ts';
import type { CardTexts } from './texts.ts';

/** Who was faster, and what they did. */
export function fateSentence(fate: Fate, texts: CardTexts, words: DeskWords): string {
  const named = (name: string | null | undefined): string => (name ? isolateIn(words, name) : texts.another);
  if (fate.kind === 'lost') return fate.to ? words.fill(texts.lostTo, { name: named(fate.to.name) }) : texts.gone;
  return words.fill(sentenceOf(fate.decision, texts), { name: named(fate.by?.name) });
}

const sentenceOf = (decision: string, { fates, gone }: CardTexts): string =>
  isKeyOf(fates, decision) ? fates[decision] : gone;
