import { oppositeOf } from '../../card/fate.ts';
import { FateLine } from '../../card/fate-line.tsx';
import { cardTexts } from '../../card/texts.ts';
import { reachesEscalated } from '../../desk/reaches-escalated.ts';
import type { Verdict } from '../../deciding/verdict.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import type { Card } from './hand.ts';
import type { Reviewing } from './reviewing.ts';

interface Props {
  readonly card: Card;
  readonly reviewing: Reviewing;
  readonly act: (verdict: Verdict) => void;
  readonly reject: () => void;
}

/** A notice on the card that a colleague decided the comment, or that it has changed: never an update without notice. */
export const Banner = (props: Props) => {
  const { texts } = useTexts(cardTexts);
  const { card, reviewing } = props;
  if (card.fate) return <Fate {...props} fate={card.fate} />;
  if (!card.isOld) return null;
  return (
    <div class="banner warn" role="status">
      <p>{texts.changed}</p>
      <CommandButton command="showNew" run={() => void reviewing.lookAgain(card.item.comment.id)}>
        {texts.lookAgain}
      </CommandButton>
    </div>
  );
};

const Fate = ({ card, fate, reviewing, act, reject }: Props & { fate: NonNullable<Card['fate']> }) => {
  const desk = useDesk();
  const { texts } = useTexts(cardTexts);
  const id = card.item.comment.id;
  const opposite = oppositeOf(fate);
  const isGone = opposite === 'undo' && !reachesEscalated(desk);
  const reverse = async (): Promise<void> => {
    // Based on what is there now, so that a third moderator's decision is not overrun.
    await reviewing.lookAgain(id);
    if (opposite === 'approve') act({ decision: 'approve' });
    else if (opposite === 'reject') reject();
    else await desk.siteApi.peek().undo({ commentId: id });
  };
  return (
    <div class="banner bad" role="status">
      <FateLine fate={fate} />
      <p class="small">{texts.nothingDone}</p>
      {isGone ? null : opposite ? (
        <CommandButton command="reverse" run={() => void reverse()}>
          {texts.reverseTo[opposite]}
        </CommandButton>
      ) : (
        <CommandButton command="showNew" run={() => void reviewing.lookAgain(id)}>
          {texts.lookAgain}
        </CommandButton>
      )}
    </div>
  );
};
