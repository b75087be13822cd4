import type { ItemAnswer } from '#contracts/moderation-answers';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RejectionReason } from '#contracts/vocabulary';
import { useDesk } from '../desk/desk-context.ts';
import { reasonKeys } from '../keys/commands.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DialogFoot } from '../parts/dialog-foot.tsx';
import { AuthorsView } from './authors-view.tsx';
import { rejectTexts } from './reject-texts.ts';
import { decidingTexts } from './texts.ts';
import { type Verdict, reasonsByKey } from './verdict.ts';

interface Props {
  readonly items: readonly ItemAnswer[];
  /** How many are rejected, with those that have the same text. */
  readonly count: number;
  readonly reject: (verdict: Verdict) => void;
  readonly close: () => void;
}

/** The second half of a rejection: its reason, and what the author will read. */
export const RejectPanel = ({ items, count, reject, close }: Props) => {
  const { keyboard } = useDesk();
  const { texts, words } = useTexts(rejectTexts);
  const { reason, choose, message, write } = useRejection(items);
  const send = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => void (reason && send.current?.focus()), [reason]); // Enter then sends
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLSelectElement) return;
    const key = keyboard.meaningsOf(event).find((one) => reasonKeys.some((reason) => reason === one));
    const chosen = reasonsByKey[reasonKeys.findIndex((one) => one === key)];
    if (chosen === undefined) return;
    event.preventDefault();
    choose(chosen);
  };
  return (
    <Dialog
      title={count > 1 ? words.count(texts.rejectMany, count) : texts.rejectTitle}
      close={close}
      class="wide panel"
      onKeyDown={onKeyDown}
    >
      <form
        class="reject"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason) reject({ decision: 'reject', reason, ...(message.trim() && { message: message.trim() }) });
        }}
      >
        <ReasonChoice reason={reason} choose={choose} />
        <AuthorsView items={items} count={count} reason={reason} message={message} setMessage={write} />
        <DialogFoot close={close}>
          <button type="submit" class="primary" ref={send} disabled={reason === null}>
            {texts.send} <kbd aria-hidden="true">⏎</kbd>
          </button>
        </DialogFoot>
      </form>
    </Dialog>
  );
};

const ReasonChoice = ({
  reason,
  choose,
}: {
  reason: RejectionReason | null;
  choose: (reason: RejectionReason) => void;
}) => {
  const { texts } = useTexts(rejectTexts);
  const { reasons } = useTexts(decidingTexts).texts;
  return (
    <fieldset class="reasons">
      <legend class="unseen">{texts.reason}</legend>
      {reasonsByKey.map((one, at) => (
        <label key={one} class="reason">
          <input
            autofocus={at === 0}
            type="radio"
            name="reason"
            class="unseen"
            checked={reason === one}
            onChange={() => choose(one)}
          />
          <span>{reasons[one]}</span>
          <kbd aria-hidden="true">{reasonKeys[at]}</kbd>
        </label>
      ))}
    </fieldset>
  );
};

/** The chosen reason, and what is said of it. */
function useRejection(items: readonly ItemAnswer[]) {
  const saved = useDesk().savedMessages.value;
  const [reason, setReason] = useState<RejectionReason | null>(null);
  // Until the moderator writes or chooses another one, it is the first saved message of the reason.
  const [written, write] = useState<string | null>(null);
  useEffect(() => void saved.load(), [saved]);
  const first = reason && saved.of(reason)[0];
  const choose = (chosen: RejectionReason): void => {
    setReason(chosen);
    write(null);
  };
  return { reason, choose, message: written ?? (first ? saved.fill(first, items).text : ''), write };
}
