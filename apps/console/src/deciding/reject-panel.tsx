import type { ItemAnswer } from '#contracts/moderation-answers';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RejectionReason } from '#contracts/vocabulary';
import { useDesk } from '../desk/desk-context.ts';
import { reasonKeys } from '../keys/commands.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DialogFoot } from '../parts/dialog-foot.tsx';
import { type Draft, useDraft } from '../parts/use-draft.ts';
import { AuthorsView } from './authors-view.tsx';
import type { Decided } from './decider.ts';
import { rejectTexts } from './reject-texts.ts';
import { decidingTexts } from './texts.ts';
import { type Verdict, reasonsByKey } from './verdict.ts';

interface Props {
  readonly items: readonly ItemAnswer[];
  /** How many are rejected, with those that have the same text. */
  readonly count: number;
  readonly reject: (verdict: Verdict) => Promise<Decided>;
  readonly close: () => void;
}

/** The second half of a rejection: its reason, and what the author will read. */
export const RejectPanel = ({ items, count, reject, close }: Props) => {
  const { keyboard } = useDesk();
  const { texts, words } = useTexts(rejectTexts);
  const { reason, choose, message, draft, offer } = useRejection(items);
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
          if (!reason) return;
          const verdict = { decision: 'reject', reason, ...(message.trim() && { message: message.trim() }) } as const;
          draft.send(reject(verdict).then(isApplied));
        }}
      >
        <ReasonChoice reason={reason} choose={choose} />
        <AuthorsView items={items} count={count} reason={reason} message={message} draft={draft} offer={offer} />
        <DialogFoot close={close} draft={draft}>
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

/** True if the service has applied the rejection, so that the author reads the message. */
const isApplied = ({ results }: Decided): boolean => results.some(({ outcome }) => outcome === 'applied');

interface Rejection {
  readonly reason: RejectionReason | null;
  readonly choose: (reason: RejectionReason) => void;
  readonly message: string;
  /** A message of the moderator's own. It stays when they choose another reason. */
  readonly draft: Draft;
  /** Takes a saved message, or none, instead. */
  readonly offer: (text: string) => void;
}

/** The chosen reason and its message: the moderator's own text, else the chosen saved message, else the reason's first one. */
function useRejection(items: readonly ItemAnswer[]): Rejection {
  const saved = useDesk().savedMessages.value;
  const place = items.map(({ comment }) => comment.id).join(' ');
  const draft = useDraft(`reject ${place}`);
  const keptReason = useDraft(`reason ${place}`);
  const [reason, setReason] = useState(draft.text === null ? null : reasonIn(keptReason.text));
  const [offered, setOffered] = useState<string | null>(null);
  useEffect(() => void saved.load(), [saved]);
  const choose = (chosen: RejectionReason): void => {
    keptReason.write(chosen);
    setReason(chosen);
    setOffered(null);
  };
  const offer = (text: string): void => {
    draft.forget();
    setOffered(text);
  };
  const first = reason && saved.of(reason)[0];
  const message = draft.text ?? offered ?? (first ? saved.fill(first, items).text : '');
  return { reason, choose, message, draft, offer };
}

const reasonIn = (text: string | null): RejectionReason | null => reasonsByKey.find((one) => one === text) ?? null;
