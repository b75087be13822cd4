import type { ItemAnswer } from '#contracts/moderation-answers';
import { oppositeOf } from '../../card/fate.ts';
import { cardTexts } from '../../card/texts.ts';
import { reachesEscalated } from '../../desk/reaches-escalated.ts';
import type { Verdict } from '../../deciding/verdict.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import type { Listing } from './listing.ts';
import { rowAt } from './rows.ts';

interface Props {
  readonly listing: Listing;
  readonly act: (items: readonly ItemAnswer[], verdict: Verdict) => void;
  readonly reject: (items: readonly ItemAnswer[]) => void;
}

/** The actions on a row that a colleague has decided: their decision can be reversed. */
export const ReverseRow = ({ listing, act, reject }: Props) => {
  const desk = useDesk();
  const { texts } = useTexts(cardTexts);
  const row = rowAt(listing.rows.value);
  const fate = row?.ending?.kind === 'theirs' ? row.ending.fate : null;
  const opposite = fate && oppositeOf(fate);
  if (!row || !opposite || (opposite === 'undo' && !reachesEscalated(desk))) return null;
  const reverse = async (): Promise<void> => {
    const item = await listing.lookAgain(row.item.comment.id);
    if (!item) return;
    if (opposite === 'approve') act([item], { decision: 'approve' });
    else if (opposite === 'reject') reject([item]);
    else await desk.siteApi.peek().undo({ commentId: item.comment.id });
  };
  return (
    <CommandButton command="reverse" run={() => void reverse()}>
      {texts.reverseTo[opposite]}
    </CommandButton>
  );
};
