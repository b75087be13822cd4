import { wordsOf } from '../service/problem';
import { useState } from 'preact/hooks';
import type { RestrictionKind } from '#contracts/vocabulary';
import { useDesk } from '../desk/desk-context';
import { useTexts } from '../desk/use-texts';
import { Dialog } from '../parts/dialog';
import { partsTexts } from '../parts/texts';
import { restrictTexts } from './restrict-texts';
import { type Suspension, endOf } from './suspension';
import { SuspensionField } from './suspension-field';
import { decidingTexts } from './texts';

interface Props {
  readonly author: { readonly id: string; readonly name: string | null };
  readonly close: () => void;
}

const kinds: readonly RestrictionKind[] = ['suspended', 'premoderated', 'banned', 'muted', 'trusted'];

/** Bans, suspends or premoderates an author, or trusts one. */
export const RestrictDialog = ({ author, close }: Props) => {
  const { toasts, siteApi } = useDesk();
  const { texts, words } = useTexts(restrictTexts);
  const refusal = useTexts(decidingTexts).texts.refused;
  const parts = useTexts(partsTexts).texts;
  const [kind, setKind] = useState<RestrictionKind>('suspended');
  const [suspension, setSuspension] = useState<Suspension>({ days: 7 });
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<'why' | 'moment' | null>(null);
  const name = author.name ?? '';
  const send = async (): Promise<void> => {
    const until = kind === 'suspended' ? endOf(suspension, Date.now()) : null;
    if (kind === 'suspended' && until === null) return setRefused('moment');
    if (reason.trim() === '') return setRefused('why');
    close();
    const delivery = await siteApi.peek().restrict(author.id, { kind, until, reason: reason.trim() });
    if (delivery.ok)
      toasts.show({ text: words.fill(texts.restricted, { name, kind: texts.kindTags[kind] }), tone: 'good' });
    else if ('problem' in delivery) {
      const why = wordsOf(delivery.problem);
      toasts.show({ text: words.fill(refusal, { why }), tone: 'bad', stays: true });
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
          <SuspensionField suspension={suspension} change={setSuspension} refused={refused === 'moment'} />
        )}
        <label class="field">
          {texts.why}
          <textarea
            rows={3}
            dir="auto"
            maxLength={1000}
            value={reason}
            aria-invalid={refused === 'why'}
            aria-describedby={refused === 'why' ? 'why-needed' : undefined}
            onInput={({ currentTarget }) => setReason(currentTarget.value)}
            onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && void send()}
          />
          {refused === 'why' && (
            <small id="why-needed" class="error" role="alert">
              {texts.whyNeeded}
            </small>
          )}
        </label>
        <div class="dialog-foot">
          <button type="button" onClick={close}>
            {parts.cancel} <kbd aria-hidden="true">Esc</kbd>
          </button>
          <button type="submit" class="primary">
            {texts.restrict}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
