import { useState } from 'preact/hooks';
import { isGoneFor } from '#contracts/comment-life/on-record';
import { hasUndoable } from '#contracts/comment-life/undo';
import { type Decided, sendDecision, sendUndo } from '../../deciding/decider.ts';
import { NoteDialog } from '../../deciding/note-dialog.tsx';
import { RejectPanel } from '../../deciding/reject-panel.tsx';
import { tell } from '../../deciding/tell.ts';
import { type Verdict, canIgnoreReports } from '../../deciding/verdict.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import type { Everything } from './everything.ts';
import { commentTexts } from './texts.ts';

/** Decides this one comment, takes the last decision back, adds a note. */
export const CommentActions = ({ item, history }: Everything) => {
  const desk = useDesk();
  const { texts } = useTexts(commentTexts);
  const [open, setOpen] = useState<'reject' | 'note' | null>(null);
  const { id } = item.comment;
  const run = (verdict: Verdict): Promise<Decided> => {
    setOpen(null);
    const api = desk.siteApi.peek();
    const decided = sendDecision(api, [{ commentId: id, version: item.version }], verdict);
    const takeBack = (batches: readonly string[]) => sendUndo(api, batches);
    void tell(desk, { verdict, count: 1, items: [item], decided, undo: takeBack });
    return decided;
  };
  const undoLast = async (): Promise<void> => {
    const delivery = await desk.siteApi.peek().undo({ commentId: id });
    const isDone = delivery.ok && delivery.value.results.some(({ outcome }) => outcome === 'applied');
    desk.toasts.show({ text: isDone ? texts.undone : texts.notUndone, tone: isDone ? 'good' : 'bad' });
  };
  return (
    <div class="page-actions">
      {!isGoneFor(item.onRecord) && (
        <Deciding item={item} run={(verdict) => void run(verdict)} reject={() => setOpen('reject')} />
      )}
      {hasUndoable(history.events) && (
        <button type="button" onClick={() => void undoLast()}>
          {texts.undoLast}
        </button>
      )}
      <CommandButton command="note" run={() => setOpen('note')} />
      {open === 'reject' && <RejectPanel items={[item]} count={1} reject={run} close={() => setOpen(null)} />}
      {open === 'note' && <NoteDialog commentId={id} close={() => setOpen(null)} />}
    </div>
  );
};

interface DecidingProps extends Pick<Everything, 'item'> {
  readonly run: (verdict: Verdict) => void;
  readonly reject: () => void;
}

const Deciding = ({ item, run, reject }: DecidingProps) => (
  <>
    {item.onRecord !== 'approved' && (
      <CommandButton command="approve" tone="good" run={() => run({ decision: 'approve' })} />
    )}
    {canIgnoreReports(item) && (
      <CommandButton command="approveIgnoring" run={() => run({ decision: 'approve', ignoreReports: true })} />
    )}
    {item.onRecord !== 'rejected' && <CommandButton command="reject" tone="bad" run={reject} />}
  </>
);
