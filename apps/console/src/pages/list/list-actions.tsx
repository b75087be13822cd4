import type { ItemAnswer } from '#contracts/moderation-answers';
import { useRef, useState } from 'preact/hooks';
import type { Decided } from '../../deciding/decider.ts';
import { NoteDialog } from '../../deciding/note-dialog.tsx';
import { RejectPanel } from '../../deciding/reject-panel.tsx';
import { RestrictDialog } from '../../deciding/restrict-dialog.tsx';
import { tell } from '../../deciding/tell.ts';
import type { Verdict } from '../../deciding/verdict.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useCommand } from '../../parts/use-command.ts';
import { useTexts } from '../../desk/use-texts.ts';
import type { Listing } from './listing.ts';
import { RowActions } from './row-actions.tsx';
import { moveCursor, rowAt, selectedRows } from './rows.ts';
import { SelectionActions } from './selection-actions.tsx';
import { listTexts } from './texts.ts';

type Panel =
  | { readonly kind: 'reject'; readonly items: readonly ItemAnswer[] }
  // Of the row that the cursor was on: rows come and go while the moderator types.
  | { readonly kind: 'restrict' | 'note'; readonly item: ItemAnswer }
  | null;

/** Actions for the row under the cursor, and for all selected rows. */
export const ListActions = ({ listing }: { listing: Listing }) => {
  const desk = useDesk();
  const { texts, words } = useTexts(listTexts);
  const [panel, setPanel] = useState<Panel>(null);
  const state = listing.rows.value;
  const row = rowAt(state);
  const item = row?.item;
  const selected = selectedRows(state).map((one) => one.item);
  useMoving(listing, item);
  const act = (items: readonly ItemAnswer[], verdict: Verdict): Promise<Decided> => {
    setPanel(null);
    const undo = (batchIds: readonly string[]) => listing.undo(batchIds);
    const decided = listing.decide(items, verdict);
    void tell(desk, { verdict, decided, undo, items, count: items.length });
    return decided;
  };
  const isSecondClick = useSecondClick();
  const actOnce = (items: readonly ItemAnswer[], verdict: Verdict): void => {
    if (!isSecondClick(items.length)) void act(items, verdict);
  };
  const reject = (items: readonly ItemAnswer[]): void => setPanel({ kind: 'reject', items });
  const over = !row || row.ending !== null;
  return (
    <div class="actions" role="toolbar" aria-label={texts.list}>
      {selected.length > 0 ? (
        <SelectionActions listing={listing} items={selected} act={actOnce} reject={reject} />
      ) : (
        <RowActions
          listing={listing}
          item={item}
          over={over}
          act={actOnce}
          reject={reject}
          open={(kind) => item && setPanel({ kind, item })}
        />
      )}
      <span class="unseen" role="status">
        {selected.length > 0 && words.count(texts.selected, selected.length)}
      </span>
      <OpenPanel panel={panel} act={act} close={() => setPanel(null)} />
    </div>
  );
};

interface OpenPanelProps {
  readonly panel: Panel;
  readonly act: (items: readonly ItemAnswer[], verdict: Verdict) => Promise<Decided>;
  readonly close: () => void;
}

const OpenPanel = ({ panel, act, close }: OpenPanelProps) => (
  <>
    {panel?.kind === 'reject' && (
      <RejectPanel
        items={panel.items}
        count={panel.items.length}
        reject={(verdict) => act(panel.items, verdict)}
        close={close}
      />
    )}
    {panel?.kind === 'restrict' && panel.item.author && <RestrictDialog author={panel.item.author} close={close} />}
    {panel?.kind === 'note' && <NoteDialog commentId={panel.item.comment.id} close={close} />}
  </>
);

function useMoving(listing: Listing, item: ItemAnswer | undefined): void {
  const { navigation, site } = useDesk();
  const open = (id: string) => () => navigation.go({ page: 'comment', site: site.peek(), id });
  useCommand('next', () => listing.change((rows) => moveCursor(rows, 1)));
  useCommand('previous', () => listing.change((rows) => moveCursor(rows, -1)));
  useCommand('open', item ? open(item.comment.id) : null);
  useCommand('conversation', item ? open(item.comment.id) : null);
}

const doubleClickMs = 500;

/**
 * True just after many rows were decided: then this click is the second half of a double one, and meant for the button
 * that was in this place.
 */
function useSecondClick(): (count: number) => boolean {
  const last = useRef(-Infinity);
  return (count) => {
    const now = performance.now();
    if (now - last.current < doubleClickMs) return true;
    if (count > 1) last.current = now;
    return false;
  };
}
