import { problemWords } from '../service/problem.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DialogFoot } from '../parts/dialog-foot.tsx';
import { isSendKey } from '../parts/send-key.ts';
import { useDraft } from '../parts/use-draft.ts';
import { noteTexts } from './note-texts.ts';
import { decidingTexts } from './texts.ts';

/** A note on a comment, for colleagues only. */
export const NoteDialog = ({ commentId, close }: { commentId: string; close: () => void }) => {
  const { toasts, siteApi } = useDesk();
  const { texts, words } = useTexts(noteTexts);
  const { refused } = useTexts(decidingTexts).texts;
  const draft = useDraft(`note ${commentId}`);
  const note = draft.text ?? '';
  const send = async (): Promise<void> => {
    if (note.trim() === '') return;
    close();
    const sending = siteApi.peek().note(commentId, note.trim());
    draft.send(sending.then(({ ok }) => ok));
    const delivery = await sending;
    if (delivery.ok) toasts.show({ text: texts.noted, tone: 'good' });
    else if ('problem' in delivery) {
      const why = problemWords(delivery.problem);
      toasts.show({ text: words.fill(refused, { why }), tone: 'bad', stays: true });
    }
  };
  return (
    <Dialog title={texts.noteTitle} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <NoteField note={note} change={draft.write} send={() => void send()} />
        <DialogFoot close={close} draft={draft}>
          <button type="submit" class="primary" disabled={note.trim() === ''}>
            {texts.addNote} <kbd aria-hidden="true">Ctrl ⏎</kbd>
          </button>
        </DialogFoot>
      </form>
    </Dialog>
  );
};

interface FieldProps {
  readonly note: string;
  readonly change: (note: string) => void;
  readonly send: () => void;
}

const NoteField = ({ note, change, send }: FieldProps) => {
  const { texts } = useTexts(noteTexts);
  return (
    <label class="field">
      {texts.note}
      <textarea
        autofocus
        rows={4}
        dir="auto"
        maxLength={2000}
        value={note}
        onInput={({ currentTarget }) => change(currentTarget.value)}
        onKeyDown={(event) => isSendKey(event) && send()}
      />
      <small class="muted">{texts.noteHint}</small>
    </label>
  );
};
