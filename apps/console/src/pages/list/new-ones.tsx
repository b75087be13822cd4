import { useTexts } from '../../desk/use-texts.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { listTexts } from './texts.ts';

/** A button that shows new comments, so that no row moves under the cursor. Its space is reserved. */
export const NewOnes = ({ count, show }: { count: number; show: () => void }) => {
  const { texts, words } = useTexts(listTexts);
  return (
    <div class="new-ones" role="status">
      {count > 0 && (
        <CommandButton command="showNew" run={show}>
          {words.count(texts.fresh, count)}
        </CommandButton>
      )}
    </div>
  );
};
