import { isKeyOf } from '#contracts/keys-of';
import type { DecisionResult } from '#contracts/moderation-answers';
import { isolateIn } from '../languages/isolate.ts';
import type { DeskWords } from '../languages/desk-words.ts';
import type { FateTexts } from './fate-texts.ts';

type Conflict = Pick<NonNullable<DecisionResult['conflict']>, 'by' | 'decision'>;

/** The change that came before this moderator's decision, and its actor. */
export const fateSentence = ({ by, decision }: Conflict, texts: FateTexts, words: DeskWords): string =>
  words.fill(isKeyOf(texts.fates, decision) ? texts.fates[decision] : texts.gone, {
    name: nameIn(by?.name, texts, words),
  });

/** A colleague's name within a sentence, or "another moderator" if it is unknown. */
export const nameIn = (name: string | null | undefined, { another }: FateTexts, words: DeskWords): string =>
  name ? isolateIn(words, name) : another;
