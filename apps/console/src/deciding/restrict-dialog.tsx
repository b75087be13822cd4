import { problemWords } from '../service/problem.ts';
import type { SiteApi } from '../service/site-api.ts';
import { useState } from 'preact/hooks';
import type { RestrictionKind } from '#contracts/vocabulary';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { isolateIn } from '../languages/isolate.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DialogFoot } from '../parts/dialog-foot.tsx';
import { isSendKey } from '../parts/send-key.ts';
import { useDraft } from '../parts/use-draft.ts';
import { restrictTexts } from './restrict-texts.ts';
import { type Suspension, endOf } from './suspension.ts';
import { SuspensionField } from './suspension-field.tsx';
import { decidingTexts } from './texts.ts';

interface Props {
  readonly author: { readonly id: string; readonly name: string | null };
  readonly close: () => void;
}

const kinds: readonly RestrictionKind[] = ['suspended', 'premoderated', 'banned', 'muted', 'trusted'];

/** Bans, suspends or premoderates an author, or trusts one. */
export const RestrictDialog = ({ author, close }: Props) => {
  const { texts, words } = useTexts(restrictTexts);
  const restrict = useRestricting(author);
  const [kind, setKind] = useState<RestrictionKind>('suspended');
  const [suspension, setSuspension] = useState<Suspension>({ days: 7 });
  const draft = useDraft(`restrict ${author.id}`);
  const reason = draft.text ?? '';
  const [refused, setRefused] = useState<'why' | 'moment' | null>(null);
  const send = (): void => {
    const until = kind === 'suspended' ? endOf(suspension, Date.now()) : null;
    if (kind === 'suspended' && until === null) return setRefused('moment');
    if (reason.trim() === '') return setRefused('why');
    close();
    draft.send(restrict({ kind, until, reason: reason.trim() }));
  };
  return (
    <Dialog title={words.fill(texts.restrictTitle, { name: isolateIn(words, author.name ?? '') })} close={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <KindChoice kind={kind} choose={setKind} />
        {kind === 'suspended' && (
          <SuspensionField suspension={suspension} change={setSuspension} refused={refused === 'moment'} />
        )}
        <WhyField reason={reason} change={draft.write} refused={refused === 'why'} send={send} />
        <DialogFoot close={close} draft={draft}>
          <button type="submit" class="primary">
            {texts.restrict}
          </button>
        </DialogFoot>
      </form>
    </Dialog>
  );
};

const KindChoice = ({ kind, choose }: { kind: RestrictionKind; choose: (kind: RestrictionKind) => void }) => {
  const { texts } = useTexts(restrictTexts);
  return (
    <fieldset class="kinds">
      {kinds.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="kind"
            autofocus={kind === one}
            checked={kind === one}
            onChange={() => choose(one)}
          />
          {texts.kinds[one]}
        </label>
      ))}
    </fieldset>
  );
};

interface WhyProps {
  readonly reason: string;
  readonly change: (reason: string) => void;
  readonly refused: boolean;
  readonly send: () => void;
}

const WhyField = ({ reason, change, refused, send }: WhyProps) => {
  const { texts } = useTexts(restrictTexts);
  return (
    <label class="field">
      {texts.why}
      <textarea
        rows={3}
        dir="auto"
        maxLength={1000}
        value={reason}
        aria-invalid={refused}
        aria-describedby={refused ? 'why-needed' : undefined}
        onInput={({ currentTarget }) => change(currentTarget.value)}
        onKeyDown={(event) => isSendKey(event) && send()}
      />
      {refused && (
        <small id="why-needed" class="error" role="alert">
          {texts.whyNeeded}
        </small>
      )}
    </label>
  );
};

type Restriction = Parameters<SiteApi['restrict']>[1];

/** Restricts the author and shows the result. Resolves with true if the restriction is in force. */
function useRestricting(author: Props['author']): (restriction: Restriction) => Promise<boolean> {
  const { toasts, siteApi } = useDesk();
  const { texts, words } = useTexts(restrictTexts);
  const { refused } = useTexts(decidingTexts).texts;
  return async (restriction) => {
    const delivery = await siteApi.peek().restrict(author.id, restriction);
    if (delivery.ok) {
      const restricted = { name: isolateIn(words, author.name ?? ''), kind: texts.kindTags[restriction.kind] };
      toasts.show({ text: words.fill(texts.restricted, restricted), tone: 'good' });
    } else if ('problem' in delivery) {
      const why = problemWords(delivery.problem);
      toasts.show({ text: words.fill(refused, { why }), tone: 'bad', stays: true });
    }
    return delivery.ok;
  };
}
