import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Dialog } from '../parts/dialog.tsx';
import { shellTexts } from './texts.ts';

/**
 * Shown when another person signs in in this browser. The page belongs to the previous person and is hidden; unsent
 * actions wait for their next sign-in.
 */
export const ReplacedDialog = ({ by }: { by: string }) => {
  const { outbox } = useDesk();
  const { texts, words } = useTexts(shellTexts);
  const unsent = outbox.waiting.value;
  return (
    <Dialog title={words.fill(texts.replaced, { name: by })}>
      <div class="dialog-body">
        <p>{texts.replacedWhy}</p>
        {unsent > 0 && <p>{words.count(texts.keptForThem, unsent)}</p>}
        <div class="dialog-foot">
          <button type="button" class="primary" onClick={() => location.reload()}>
            {words.fill(texts.goOnAs, { name: by })}
          </button>
        </div>
      </div>
    </Dialog>
  );
};
