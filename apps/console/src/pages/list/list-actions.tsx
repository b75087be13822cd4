import type { ItemAnswer } from '#contracts/moderation-answers';
import { useState } from 'preact/hooks';
import { excerptOf } from '../../deciding/excerpt';
import { NoteDialog } from '../../deciding/note-dialog';
import { RejectPanel } from '../../deciding/reject-panel';
import { RestrictDialog } from '../../deciding/restrict-dialog';
import { tell } from '../../deciding/tell';
import type { Verdict } from '../../deciding/verdict';
import { useDesk } from '../../desk/desk-context';
import { useCommand } from '../../parts/use-command';
import { useTexts } from '../../desk/use-texts';
import { CommandButton } from '../../parts/command-button';
import type { Listing } from './listing';
import { ReverseRow } from './reverse-row';
import { moveCursor, openCount, rowAt, selectedRows, toggle, toggleAll } from './rows';
import { SelectionActions } from './selection-actions';
import { listTexts } from './texts';

type Panel =
  { readonly kind: 'reject'; readonly items: readonly ItemAnswer[] } | { readonly kind: 'restrict' | 'note' } | null;

/** What can be done with the row under the cursor, and with all that are selected. */
export const ListActions = ({ listing }: { listing: Listing }) => {
  const desk = useDesk();
  const { texts, words } = useTexts(listTexts);
  const [panel, setPanel] = useState<Panel>(null);
  const state = listing.rows.value;
  const row = rowAt(state);
  const item = row?.item;
  const selected = selectedRows(state).map((one) => one.item);
  useMoving(listing, item);
  const act = (items: readonly ItemAnswer[], verdict: Verdict): void => {
    setPanel(null);
    const [only] = items;
    const undo = (batchIds: readonly string[]) => listing.undo(batchIds);
    const decided = listing.decide(items, verdict);
    const excerpt = items.length === 1 && only ? excerptOf(only.comment.body ?? '') : null;
    void tell(desk, { verdict, decided, undo, excerpt, count: items.length });
  };
  const close = (): void => setPanel(null);
  const reject = (items: readonly ItemAnswer[]): void => setPanel({ kind: 'reject', items });
  const over = !row || row.ending !== null;
  return (
    <div class="actions" role="toolbar" aria-label={texts.list}>
      {selected.length > 0 ? (
        <SelectionActions listing={listing} items={selected} act={act} reject={reject} />
      ) : (
        <>
          <span class="actions-decide">
            <CommandButton
              command="approve"
              tone="good"
              disabled={over}
              run={() => item && act([item], { decision: 'approve' })}
            />
            <CommandButton command="reject" tone="bad" disabled={over} run={() => item && reject([item])} />
            <CommandButton
              command="escalate"
              disabled={over}
              run={() => item && act([item], { decision: 'escalate' })}
            />
          </span>
          <span class="actions-more">
            <CommandButton
              command="restrict"
              tone="quiet"
              disabled={!item?.author}
              run={() => setPanel({ kind: 'restrict' })}
            />
            <CommandButton command="note" tone="quiet" disabled={!item} run={() => setPanel({ kind: 'note' })} />
            <ReverseRow listing={listing} act={act} reject={reject} />
            <span class="actions-end">
              <CommandButton
                command="select"
                tone="quiet"
                disabled={over}
                run={() => item && listing.change((rows) => toggle(rows, item.comment.id))}
              />
              <CommandButton
                command="selectAll"
                tone="quiet"
                disabled={openCount(state) === 0}
                run={() => listing.change(toggleAll)}
              />
            </span>
          </span>
        </>
      )}
      <span class="unseen" role="status">
        {selected.length > 0 && words.count(texts.selected, selected.length)}
      </span>
      {panel?.kind === 'reject' && (
        <RejectPanel
          items={panel.items}
          count={panel.items.length}
          reject={(verdict) => act(panel.items, verdict)}
          close={close}
        />
      )}
      {panel?.kind === 'restrict' && item?.author && <RestrictDialog author={item.author} close={close} />}
      {panel?.kind === 'note' && item && <NoteDialog commentId={item.comment.id} close={close} />}
    </div>
  );
};

function useMoving(listing: Listing, item: ItemAnswer | undefined): void {
  const { navigation, site } = useDesk();
  const open = (id: string) => () => navigation.go({ page: 'comment', site: site.peek(), id });
  useCommand('next', () => listing.change((rows) => moveCursor(rows, 1)));
  useCommand('previous', () => listing.change((rows) => moveCursor(rows, -1)));
  useCommand('open', item ? open(item.comment.id) : null);
  useCommand('conversation', item ? open(item.comment.id) : null);
}
