import { useEffect, useRef } from 'preact/hooks';
import { fillMessage, messageVariables, unknownVariables } from '#contracts/fill-message';
import { decidingTexts } from '../../deciding/texts.ts';
import { reasonsByKey } from '../../deciding/verdict.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import type { DeskWords } from '../../languages/desk-words.ts';
import { Choice } from '../found/choice.tsx';
import type { PolicyDraft, MessageDraft } from './document.ts';
import { policyTexts } from './texts.ts';

interface Props {
  readonly message: MessageDraft;
  readonly draft: PolicyDraft;
  readonly isOpen: boolean;
  readonly toggle: (isOpen: boolean) => void;
  readonly change: (message: MessageDraft) => void;
  readonly earlier: (() => void) | null;
  readonly remove: () => void;
}

const variables = Object.keys(messageVariables);

/** One saved message: its reasons, its text, and a preview for an author. */
export const MessageEditor = ({ message, draft, isOpen, toggle, change, earlier, remove }: Props) => {
  const { texts } = useTexts(policyTexts);
  const { reasons } = useTexts(decidingTexts).texts;
  return (
    <details
      class="saved-message"
      open={isOpen}
      onToggle={({ currentTarget }) => currentTarget.open !== isOpen && toggle(currentTarget.open)}
      // A validation message inside a closed section would be invisible.
      onInvalidCapture={({ currentTarget }) => (currentTarget.open = true)}
    >
      <summary>
        <bdi>{message.title || texts.newMessage}</bdi> <span class="tag">{reasons[message.reason]}</span>
      </summary>
      <div class="saved-message-fields">
        <Choice
          label={texts.messageReason}
          value={message.reason}
          options={reasonsByKey.map((value) => ({ value, label: reasons[value] }))}
          choose={(reason) => reason !== '' && change({ ...message, reason })}
        />
        <TitleField title={message.title} change={(title) => change({ ...message, title })} />
        <MessageText message={message} change={(text) => change({ ...message, text })} />
        <Preview text={message.text} rules={draft['rulesUrl']} />
        <p class="form-foot">
          {earlier && (
            <button type="button" class="quiet" onClick={earlier}>
              {texts.earlier}
            </button>
          )}
          <button type="button" class="quiet bad" onClick={remove}>
            {texts.remove}
          </button>
        </p>
      </div>
    </details>
  );
};

const TitleField = ({ title, change }: { title: string; change: (title: string) => void }) => {
  const { texts } = useTexts(policyTexts);
  return (
    <label class="field">
      <span class="small">{texts.messageTitle}</span>
      <input
        required
        dir="auto"
        maxLength={80}
        value={title}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    </label>
  );
};

const MessageText = ({ message, change }: { message: MessageDraft; change: (text: string) => void }) => {
  const { texts, words } = useTexts(policyTexts);
  const field = useRef<HTMLTextAreaElement>(null);
  const complaint = complaintAbout(unknownVariables(message.text), texts.unknownVariable, words);
  useEffect(() => field.current?.setCustomValidity(complaint), [complaint]);
  const insert = (name: string): void => {
    const element = field.current;
    if (!element) return;
    element.setRangeText(`{${name}}`, element.selectionStart, element.selectionEnd, 'end');
    change(element.value);
    element.focus();
  };
  return (
    <div class="field wide">
      <label class="field">
        <span class="small">{texts.messageText}</span>
        <textarea
          ref={field}
          required
          rows={4}
          dir="auto"
          maxLength={2000}
          value={message.text}
          aria-invalid={complaint !== ''}
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
      </label>
      <Variables insert={insert} />
      <p class="error small problem-line" role="alert">
        {complaint}
      </p>
    </div>
  );
};

const complaintAbout = (unknown: readonly string[], text: string, words: DeskWords): string =>
  unknown.length === 0
    ? ''
    : words.fill(text, { names: words.list(unknown), known: words.list(variables.map((name) => `{${name}}`)) });

/** The placeholders, such as `{name}`; a click inserts one into the text. */
const Variables = ({ insert }: { insert: (name: string) => void }) => {
  const { texts } = useTexts(policyTexts);
  return (
    <p class="variables small">
      <span class="muted">{texts.variables}</span>
      {variables.map((name) => (
        <button key={name} type="button" onClick={() => insert(name)}>
          <code dir="ltr">{`{${name}}`}</code>
        </button>
      ))}
    </p>
  );
};

const Preview = ({ text, rules }: { text: string; rules: unknown }) => {
  const { site } = useDesk();
  const { texts, words } = useTexts(policyTexts);
  const { sample } = texts;
  const values = { name: sample.name, article: sample.article, site: site.value };
  const filled = fillMessage(text, { ...values, rules: typeof rules === 'string' ? rules : null });
  return (
    <section class="message-preview wide" aria-label={texts.preview}>
      <h3 class="small muted">{texts.preview}</h3>
      <p dir="auto">{filled.text || '…'}</p>
      {filled.missing.length > 0 && (
        <p class="small muted">
          {words.fill(texts.missing, { names: words.list(filled.missing.map((name) => `{${name}}`)) })}
        </p>
      )}
    </section>
  );
};
