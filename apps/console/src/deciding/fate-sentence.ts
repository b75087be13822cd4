import { isKeyOf } from '#contracts/keys-of';
import type { DecisionResult } from '#contracts/moderation-answers';
import { isolateIn } from '../languages/isolate.ts';
import type { DeskWords } from '../languages/desk-words.ts';
import type { FateTexts } from './fate-texts.ts';

type Conflict = Pick<NonNullable<DecisionResult['conflict']>, 'by' | 'decision'>;

/** Who was faster, and what they did. */
export const fateSentence = ({ by, decision }: Conflict, texts: FateTexts, words: DeskWords): string =>
  words.fill(isKeyOf(texts.fates, decision) ? texts.fates[decision] : texts.gone, {
    name: nameIn(by?.name, texts, words),
  });

/** A colleague's name within a sentence, or that it was somebody else. */
export const nameIn = (name: string | null | undefined, { another }: FateTexts, words: DeskWords): string =>
  name ? isolateIn(words, name) : another;
