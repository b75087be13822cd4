import type { ItemAnswer } from '#contracts/moderation-answers';
import { oppositeOf } from '../../card/fate';
import { cardTexts } from '../../card/texts';
import { reachesEscalated } from '../../desk/reaches-escalated';
import type { Verdict } from '../../deciding/verdict';
import { useDesk } from '../../desk/desk-context';
import { useTexts } from '../../desk/use-texts';
import { CommandButton } from '../../parts/command-button';
import type { Listing } from './listing';
import { rowAt } from './rows';

interface Props {
  readonly listing: Listing;
  readonly act: (items: readonly ItemAnswer[], verdict: Verdict) => void;
  readonly reject: (items: readonly ItemAnswer[]) => void;
}

/** The row under the cursor was decided by somebody else: their decision can be reversed. */
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
