import type { Who } from '#contracts/who';
import type { Decision, RejectionReason } from '#contracts/vocabulary';
import type { DecidingTexts } from '../../deciding/texts.ts';
import { isolate } from '../../languages/isolate.ts';
import type { DeskWords } from '../../languages/desk-words.ts';
import type { PagesTexts } from './texts.ts';

interface Made {
  readonly by: Who | null;
  readonly decision: Decision;
  readonly reason: RejectionReason | null;
}

/** "Rejected by Mo: Insults". */
export function decidedBy(
  { by, decision, reason }: Made,
  deciding: DecidingTexts,
  texts: PagesTexts,
  words: DeskWords,
): string {
  return words.fill(reason ? texts.byFor : texts.by, {
    decided: deciding.decided[decision],
    name: by?.name ? isolate(by.name) : texts.aModerator,
    reason: reason ? deciding.reasons[reason] : '',
  });
}
