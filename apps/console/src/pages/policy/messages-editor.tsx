import { useState } from 'preact/hooks';
import { useTexts } from '../../desk/use-texts.ts';
import type { PolicyDraft, MessageDraft } from './document.ts';
import { MessageEditor } from './message-editor.tsx';
import { ruleText } from './naming.ts';
import { policyTexts } from './texts.ts';

interface Props {
  readonly most: number;
  readonly messages: readonly MessageDraft[];
  readonly draft: PolicyDraft;
  readonly change: (messages: readonly MessageDraft[]) => void;
}

/** The saved messages in the order in which they are offered. One is open at a time. */
export const MessagesEditor = ({ most, messages, draft, change }: Props) => {
  const { texts, words } = useTexts(policyTexts);
  const { open, toggle, set, earlier, add, remove } = useMessages(messages, change);
  const { label, hint } = ruleText(
    { name: 'rejectionMessages', description: '', kind: 'messages', most },
    words.language,
  );
  return (
    <div class="field wide messages" role="group" aria-label={label}>
      <span class="legend">{label}</span>
      <small class="muted">{messages.length === 0 ? texts.noMessages : hint}</small>
      {messages.map((message, at) => (
        <MessageEditor
          key={at}
          message={message}
          draft={draft}
          isOpen={open === at}
          toggle={(isOpen) => toggle(at, isOpen)}
          change={(changed) => set(at, changed)}
          earlier={at > 0 ? () => earlier(at) : null}
          remove={() => remove(at)}
        />
      ))}
      {messages.length < most && (
        <p>
          <button type="button" onClick={add}>
            {texts.addMessage}
          </button>
        </p>
      )}
    </div>
  );
};

function useMessages(messages: Props['messages'], change: Props['change']) {
  const [open, setOpen] = useState<number | null>(null);
  const toggle = (at: number, isOpen: boolean): void =>
    setOpen((before) => (isOpen ? at : before === at ? null : before));
  const set = (at: number, message: MessageDraft): void => change(messages.with(at, message));
  const earlier = (at: number): void => {
    const [before, moved] = [messages[at - 1], messages[at]];
    if (!before || !moved) return;
    change(messages.with(at - 1, moved).with(at, before));
    setOpen(at - 1);
  };
  const add = (): void => {
    change([...messages, { reason: 'spam', title: '', text: '' }]);
    setOpen(messages.length);
  };
  const remove = (at: number): void => {
    change(messages.toSpliced(at, 1));
    setOpen(null);
  };
  return { open, toggle, set, earlier, add, remove };
}
