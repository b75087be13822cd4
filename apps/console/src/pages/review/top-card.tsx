import { useState } from 'preact/hooks';
import { othersAlike } from '../../card/alike.tsx';
import { CardOf } from '../../card/card-of.tsx';
import type { Decided } from '../../deciding/decider.ts';
import { NoteDialog } from '../../deciding/note-dialog.tsx';
import { RejectPanel } from '../../deciding/reject-panel.tsx';
import { RestrictDialog } from '../../deciding/restrict-dialog.tsx';
import { tell } from '../../deciding/tell.ts';
import { type Verdict, canIgnoreReports } from '../../deciding/verdict.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { useCommand } from '../../parts/use-command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Banner } from './banner.tsx';
import type { Card } from './hand.ts';
import type { Reviewing } from './reviewing.ts';
import { reviewTexts } from './texts.ts';

interface Props {
  readonly card: Card;
  readonly reviewing: Reviewing;
}
type Panel = 'reject' | 'restrict' | 'note' | null;

/** The card on top, with everything that can be done with it. */
export const TopCard = ({ card, reviewing }: Props) => {
  const desk = useDesk();
  const { item } = card;
  const [panel, setPanel] = useState<Panel>(null);
  const [together, setTogether] = useState(false);
  const others = together ? othersAlike(item) : [];
  const act = (verdict: Verdict): Promise<Decided> => {
    setPanel(null);
    const decided = reviewing.decide([item], others, verdict);
    void tell(desk, {
      verdict,
      decided,
      count: 1 + others.length,
      items: [item],
      undo: (batchIds) => reviewing.undo([item], batchIds),
    });
    return decided;
  };
  const close = (): void => setPanel(null);
  return (
    <>
      <CardOf
        item={item}
        together={card.fate ? null : { on: together, toggle: () => setTogether(!together) }}
        banner={
          <Banner
            card={card}
            reviewing={reviewing}
            act={(verdict) => void act(verdict)}
            reject={() => setPanel('reject')}
          />
        }
      />
      <Actions card={card} reviewing={reviewing} act={(verdict) => void act(verdict)} open={setPanel} />
      {panel === 'reject' && <RejectPanel items={[item]} count={1 + others.length} reject={act} close={close} />}
      {panel === 'restrict' && item.author && <RestrictDialog author={item.author} close={close} />}
      {panel === 'note' && <NoteDialog commentId={item.comment.id} close={close} />}
    </>
  );
};

const Actions = ({
  card: { fate, item },
  reviewing,
  act,
  open,
}: Props & { act: (verdict: Verdict) => void; open: (panel: Panel) => void }) => {
  const { texts } = useTexts(reviewTexts);
  const over = fate !== null;
  useCommand('previous', () => reviewing.move(-1));
  return (
    <div class="actions" role="toolbar">
      <span class="actions-decide">
        <CommandButton command="approve" tone="good" disabled={over} run={() => act({ decision: 'approve' })} />
        <CommandButton command="reject" tone="bad" disabled={over} run={() => open('reject')} />
        <CommandButton
          command="escalate"
          disabled={over || item.queue === 'escalated'}
          run={() => act({ decision: 'escalate' })}
        />
      </span>
      <span class="actions-more">
        {canIgnoreReports(item) && <ApproveIgnoring disabled={over} act={act} />}
        <CommandButton command="restrict" tone="quiet" disabled={item.author === null} run={() => open('restrict')} />
        <CommandButton command="note" tone="quiet" run={() => open('note')} />
        <span class="actions-end">
          <CommandButton
            command="next"
            tone="quiet"
            run={() => (over ? reviewing.putAway(item.comment.id) : reviewing.move(1))}
          >
            {over ? texts.next : texts.skip}
          </CommandButton>
        </span>
      </span>
    </div>
  );
};

const ApproveIgnoring = ({ disabled, act }: { disabled: boolean; act: (verdict: Verdict) => void }) => (
  <CommandButton
    command="approveIgnoring"
    tone="quiet"
    disabled={disabled}
    run={() => act({ decision: 'approve', ignoreReports: true })}
  />
);
