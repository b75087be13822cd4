import { isKeyOf } from '#contracts/keys-of';
import type { DeskWords } from '../languages/desk-words.ts';
import type { Fate } from './fate.ts';
import type { CardTexts } from './texts.ts';

/** Who was faster, and what they did. */
export function fateSentence(fate: Fate, texts: CardTexts, words: DeskWords): string {
  if (fate.kind === 'lost')
    return fate.to ? words.fill(texts.lostTo, { name: nameIn(fate.to.name, texts) }) : texts.gone;
  return words.fill(sentenceOf(fate.decision, texts), { name: nameIn(fate.by?.name, texts) });
}

const nameIn = (name: string | null | undefined, { another }: CardTexts): string => name ?? another;

const sentenceOf = (decision: string, { fates, gone }: CardTexts): string =>
  isKeyOf(fates, decision) ? fates[decision] : gone;
