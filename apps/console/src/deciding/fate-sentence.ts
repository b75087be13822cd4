import { isKeyOf } from '#contracts/keys-of';
import type { DecisionResult } from '#contracts/moderation-answers';
import type { DeskWords } from '../languages/desk-words.ts';
import type { FateTexts } from './fate-texts.ts';

type Conflict = Pick<NonNullable<DecisionResult['conflict']>, 'by' | 'decision'>;

/** Who was faster, and what they did. */
export const fateSentence = (
  { by, decision }: Conflict,
  { fates, gone, another }: FateTexts,
  words: DeskWords,
): string => words.fill(isKeyOf(fates, decision) ? fates[decision] : gone, { name: by?.name ?? another });
