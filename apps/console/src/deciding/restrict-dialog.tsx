import { useState } from 'preact/hooks';
import type { RestrictionKind } from '#contracts/vocabulary';
import { useDesk } from '../desk-context';
import { useTexts } from '../languages/use-texts';
import { Dialog } from '../parts/dialog';
import { shellTexts } from '../shell/texts';
import { decidingTexts } from './texts';

interface Props {
  readonly author: { readonly id: string; readonly name: string | null };
  readonly close: () => void;
}

const kinds: readonly RestrictionKind[] = ['suspended', 'premoderated', 'banned', 'muted', 'trusted'];
const suspensions = [1, 3, 7, 14, 30];

/** Bans, suspends or premoderates an author, or trusts one. */
export const RestrictDialog = ({ author, close }: Props) => {
  const { toasts, siteApi } = useDesk();
  const { texts, words } = useTexts(decidingTexts);
  const shell = useTexts(shellTexts).texts;
  const [kind, setKind] = useState<RestrictionKind>('suspended');
  const [days, setDays] = useState(7);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState(false);
  const name = author.name ?? '';
  const send = async (): Promise<void> => {
    if (reason.trim() === '') return setRefused(true);
    close();
    const until = kind === 'suspended' ? new Date(Date.now() + days * 86_400_000).toISOString() : null;
    const delivery = await siteApi.peek().restrict(author.id, { kind, until, reason: reason.trim() });
    if (delivery.ok)
      toasts.show({ text: words.fill(texts.restricted, { name, kind: texts.kindTags[kind] }), tone: 'good' });
    else if ('problem' in delivery) {
      const why = delivery.problem.detail || delivery.problem.title;
      toasts.show({ text: words.fill(texts.refused, { why }), tone: 'bad', stays: true });
    }
  };
  return (
    <Dialog title={words.fill(texts.restrictTitle, { name })} close={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <fieldset class="kinds">
          {kinds.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="kind"
                autofocus={kind === one}
                checked={kind === one}
                onChange={() => setKind(one)}
              />
              {texts.kinds[one]}
            </label>
          ))}
        </fieldset>
        {kind === 'suspended' && (
          <label class="field">
            {texts.until}
            <select value={days} onChange={({ currentTarget }) => setDays(Number(currentTarget.value))}>
              {suspensions.map((one) => (
                <option key={one} value={one}>
                  {words.count(texts.days, one)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="field">
          {texts.why}
          <textarea
            rows={3}
            dir="auto"
            maxLength={1000}
            value={reason}
            aria-invalid={refused}
            aria-describedby={refused ? 'why-needed' : undefined}
            onInput={({ currentTarget }) => setReason(currentTarget.value)}
            onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && void send()}
          />
          {refused && (
            <small id="why-needed" class="error" role="alert">
              {texts.whyNeeded}
            </small>
          )}
        </label>
        <div class="dialog-foot">
          <button type="button" onClick={close}>
            {shell.cancel} <kbd aria-hidden="true">Esc</kbd>
          </button>
          <button type="submit" class="primary">
            {texts.restrict}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
