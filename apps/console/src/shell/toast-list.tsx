import { useState } from 'preact/hooks';
import { useDesk } from '../desk/desk-context.ts';
import { Link } from '../parts/link.tsx';
import { KeyHint } from '../parts/key-hint.tsx';
import { useCommand } from '../parts/use-command.ts';
import { useTexts } from '../desk/use-texts.ts';
import { partsTexts } from '../parts/texts.ts';
import type { Toast, ToastLine } from '../desk/toasts.ts';

/** The messages in the corner. `u` undoes the last decision, whether its message is still shown or not. */
export const ToastList = () => {
  const { toasts, undos } = useDesk();
  const shown = toasts.shown.value;
  useCommand('undo', undos.any.value ? () => undos.takeNewest() : null);
  const press = ({ id, action }: Toast): void => {
    toasts.close(id);
    action?.run();
  };
  return (
    <div
      class="toasts"
      role="status"
      onPointerEnter={() => toasts.pause()}
      onPointerLeave={() => toasts.goOn()}
      onFocusIn={() => toasts.pause()}
      onFocusOut={() => toasts.goOn()}
    >
      {shown.map((toast) => (
        <Shown key={toast.id} toast={toast} press={() => press(toast)} />
      ))}
    </div>
  );
};

const Shown = ({ toast, press }: { toast: Toast; press: () => void }) => {
  const { toasts, undos } = useDesk();
  const { texts } = useTexts(partsTexts);
  const { text, tone, id } = toast;
  // `u` may already have undone the decision that this message offers to undo.
  const action = toast.action?.key === 'undo' && !undos.any.value ? undefined : toast.action;
  return (
    <div class={`toast ${tone}`}>
      {toast.lines ? <Lines text={text} lines={toast.lines} /> : <p class="named">{text}</p>}
      {action && (
        <button type="button" onClick={press}>
          {action.label}
          {action.key && <KeyHint command={action.key} />}
        </button>
      )}
      <button type="button" class="quiet" aria-label={texts.close} onClick={() => toasts.close(id)}>
        <span aria-hidden="true">✕</span>
      </button>
    </div>
  );
};

const mostLines = 5;

/** The comments of the message, one per line. */
const Lines = ({ text, lines }: { text: string; lines: readonly ToastLine[] }) => {
  const { texts, words } = useTexts(partsTexts);
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, mostLines);
  const more = lines.length - shown.length;
  return (
    <div class="toast-lines">
      <p class="named">{text}</p>
      <ul class="small">
        {shown.map((line, at) => (
          <li key={at}>
            <Link to={line.to}>
              <bdi>{line.text}</bdi>
            </Link>
            : {line.why}
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button type="button" class="quiet small" onClick={() => setAll(true)}>
          {words.count(texts.andMore, more)}
        </button>
      )}
    </div>
  );
};
