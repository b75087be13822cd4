import type { ItemAnswer } from '#contracts/moderation-answers';
import type { Verdict } from '../../deciding/verdict.ts';
import { useCommand } from '../../parts/use-command.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import type { Listing } from './listing.ts';
import { rowAt, toggle, toggleAll } from './rows.ts';
import { listTexts } from './texts.ts';

interface Props {
  readonly listing: Listing;
  readonly items: readonly ItemAnswer[];
  readonly act: (items: readonly ItemAnswer[], verdict: Verdict) => void;
  readonly reject: (items: readonly ItemAnswer[]) => void;
}

/** Actions for the selection. */
export const SelectionActions = ({ listing, items, act, reject }: Props) => {
  const { texts, words } = useTexts(listTexts);
  const row = rowAt(listing.rows.value);
  useCommand('select', row ? () => listing.change((rows) => toggle(rows, row.item.comment.id)) : null);
  return (
    <>
      <span class="actions-decide">
        <CommandButton command="approveSelected" tone="good" run={() => act(items, { decision: 'approve' })} />
        <CommandButton command="rejectSelected" tone="bad" run={() => reject(items)} />
      </span>
      <span class="actions-more">
        <strong class="selected-count">{words.count(texts.selected, items.length)}</strong>
        <CommandButton command="selectAll" tone="quiet" run={() => listing.change(toggleAll)} />
        <span class="actions-end">
          <button
            type="button"
            class="quiet"
            onClick={() => listing.change((rows) => ({ ...rows, selected: new Set() }))}
          >
            {texts.clear}
          </button>
        </span>
      </span>
    </>
  );
};
