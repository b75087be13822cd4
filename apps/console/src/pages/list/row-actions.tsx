import type { ItemAnswer } from '#contracts/moderation-answers';
import type { Verdict } from '../../deciding/verdict.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import type { Listing } from './listing.ts';
import { ReverseRow } from './reverse-row.tsx';
import { openCount, toggle, toggleAll } from './rows.ts';

interface Props {
  readonly listing: Listing;
  /** The row under the cursor. */
  readonly item: ItemAnswer | undefined;
  /** Nothing is there to be decided. */
  readonly over: boolean;
  readonly act: (items: readonly ItemAnswer[], verdict: Verdict) => void;
  readonly reject: (items: readonly ItemAnswer[]) => void;
  readonly open: (panel: 'restrict' | 'note') => void;
}

/** Actions while no row is selected. */
export const RowActions = ({ listing, item, over, act, reject, open }: Props) => (
  <>
    <span class="actions-decide">
      <CommandButton
        command="approve"
        tone="good"
        disabled={over}
        run={() => item && act([item], { decision: 'approve' })}
      />
      <CommandButton command="reject" tone="bad" disabled={over} run={() => item && reject([item])} />
      <CommandButton command="escalate" disabled={over} run={() => item && act([item], { decision: 'escalate' })} />
    </span>
    <span class="actions-more">
      <CommandButton command="restrict" tone="quiet" disabled={!item?.author} run={() => open('restrict')} />
      <CommandButton command="note" tone="quiet" disabled={!item} run={() => open('note')} />
      <ReverseRow listing={listing} act={act} reject={reject} />
      <Selecting listing={listing} item={item} over={over} />
    </span>
  </>
);

const Selecting = ({ listing, item, over }: Pick<Props, 'listing' | 'item' | 'over'>) => (
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
      disabled={openCount(listing.rows.value) === 0}
      run={() => listing.change(toggleAll)}
    />
  </span>
);
