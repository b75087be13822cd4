import type { ItemAnswer } from '#contracts/moderation-answers';
import { useState } from 'preact/hooks';
import type { RejectionReason } from '#contracts/vocabulary';
import { useDesk } from '../desk/desk-context.ts';
import { isSendKey } from '../parts/send-key.ts';
import type { Draft } from '../parts/use-draft.ts';
import { useTexts } from '../desk/use-texts.ts';
import { isolateIn } from '../languages/isolate.ts';
import { rejectTexts } from './reject-texts.ts';
import { decidingTexts } from './texts.ts';

interface Props {
  readonly items: readonly ItemAnswer[];
  readonly count: number;
  readonly reason: RejectionReason | null;
  readonly message: string;
  /** The moderator's own message. */
  readonly draft: Draft;
  readonly offer: (message: string) => void;
}

/** The message to the author, and all of it as they will read it. */
export const AuthorsView = (props: Props) => {
  const { items, count, reason, message, draft } = props;
  const { texts, words } = useTexts(rejectTexts);
  const { reasons } = useTexts(decidingTexts).texts;
  const name = items[0]?.comment.author?.name ?? '';
  return (
    <>
      {reason && <SavedChoice key={reason} {...props} reason={reason} />}
      <label class="field">
        {texts.message}
        <textarea
          rows={3}
          dir="auto"
          maxLength={2000}
          value={message}
          disabled={reason === null}
          onInput={({ currentTarget }) => draft.write(currentTarget.value)}
          onKeyDown={(event) => {
            if (isSendKey(event)) event.currentTarget.form?.requestSubmit();
          }}
        />
      </label>
      <section class="preview" aria-live="polite">
        <h2 class="muted named">
          {count > 1 ? texts.previewMany : words.fill(texts.preview, { name: isolateIn(words, name) })}
        </h2>
        {reason ? (
          <>
            <p>{words.fill(texts.previewLine, { reason: reasons[reason] })}</p>
            {message.trim() && (
              <p class="preview-message" dir="auto">
                {message.trim()}
              </p>
            )}
          </>
        ) : (
          <p class="muted">{texts.chooseReason}</p>
        )}
      </section>
    </>
  );
};

const SavedChoice = ({ items, reason, draft, offer }: Props & { reason: RejectionReason }) => {
  const { texts, words } = useTexts(rejectTexts);
  const saved = useDesk().savedMessages.value;
  const [taken, setChosen] = useState(0);
  const chosen = draft.text === null ? taken : -1;
  const offered = saved.of(reason);
  if (offered.length === 0) return null;
  const current = offered[chosen];
  const missing = current ? saved.fill(current, items).missing : [];
  return (
    <label class="field">
      {texts.saved}
      <select
        value={chosen}
        onChange={({ currentTarget }) => {
          const at = Number(currentTarget.value);
          const message = offered[at];
          setChosen(at);
          offer(message ? saved.fill(message, items).text : '');
        }}
      >
        {offered.map(({ title }, at) => (
          <option key={title} value={at}>
            {title}
          </option>
        ))}
        <option value={-1}>{texts.noSaved}</option>
      </select>
      {missing.length > 0 && (
        <small class="error named">
          {words.fill(texts.missing, { names: words.list(missing.map((name) => `{${name}}`)) })}
        </small>
      )}
    </label>
  );
};
