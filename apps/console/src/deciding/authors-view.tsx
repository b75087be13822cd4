import type { ItemAnswer } from '#contracts/moderation-answers';
import { useState } from 'preact/hooks';
import type { RejectionReason } from '#contracts/vocabulary';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { rejectTexts } from './reject-texts.ts';
import { decidingTexts } from './texts.ts';

interface Props {
  readonly items: readonly ItemAnswer[];
  readonly count: number;
  readonly reason: RejectionReason | null;
  readonly message: string;
  readonly setMessage: (message: string) => void;
}

/** The message to the author, and all of it as they will read it. */
export const AuthorsView = (props: Props) => {
  const { items, count, reason, message, setMessage } = props;
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
          onInput={({ currentTarget }) => setMessage(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
          }}
        />
      </label>
      <section class="preview" aria-live="polite">
        <h2 class="muted">{count > 1 ? texts.previewMany : words.fill(texts.preview, { name })}</h2>
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

const SavedChoice = ({ items, reason, setMessage }: Props & { reason: RejectionReason }) => {
  const { texts, words } = useTexts(rejectTexts);
  const saved = useDesk().savedMessages.value;
  const [chosen, setChosen] = useState(0);
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
          setMessage(message ? saved.fill(message, items).text : '');
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
        <small class="error">
          {words.fill(texts.missing, { names: words.list(missing.map((name) => `{${name}}`)) })}
        </small>
      )}
    </label>
  );
};
