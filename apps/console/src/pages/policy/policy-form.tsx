import { useEffect, useState } from 'preact/hooks';
import type { PolicyWarning } from '#contracts/policy-answers';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import type { PolicyDraft, PolicyRead } from './document.ts';
import type { Field } from './fields.ts';
import { type GroupName, groupNames, groupOf } from './groups.ts';
import { useKeptChanges } from './kept-changes.ts';
import { ReviewDialog } from './review-dialog.tsx';
import { TryBox } from './try-box.tsx';
import { type TriedText, useTried } from './use-tried.ts';
import { RuleField } from './rule-field.tsx';
import { policyTexts } from './texts.ts';

interface Props {
  readonly fields: readonly Field[];
  readonly read: PolicyRead;
  readonly saved: (policy: PolicyRead) => void;
}

/** Every rule in its group. What is changed is counted at the foot, and looked at once more before it is saved. */
export const PolicyForm = ({ fields, read, saved }: Props) => {
  const { session } = useDesk();
  const { texts, words } = useTexts(policyTexts);
  const { draft, setDraft, changes } = useKeptChanges(read, fields);
  const [reviews, setReviews] = useState(false);
  const state = session.state.value;
  const mayChange = 'session' in state && state.session.roles.includes('admin');
  useLeavingWarning(changes > 0);
  const [tried, setTried] = useState<TriedText>({ text: '', authorName: '', language: '' });
  const answer = useTried(draft, tried);
  return (
    <>
      <form
        class="page policy"
        onSubmit={(event) => {
          event.preventDefault();
          if (changes > 0) setReviews(true);
        }}
      >
        <header class="page-head">
          <h1>{texts.title}</h1>
          <p class="muted small">{words.fill(texts.version, { version: read.policyVersion })}</p>
        </header>
        {!mayChange && <p class="hint">{texts.readOnly}</p>}
        {groupNames.map((group) => (
          <Group
            key={group}
            group={group}
            fields={fields}
            draft={draft}
            mayChange={mayChange}
            warnings={answer.value?.warnings ?? []}
            change={(name, value) => setDraft((before) => ({ ...before, [name]: value }))}
          />
        ))}
        {mayChange && <PolicyFoot changes={changes} discard={() => setDraft(read.policy)} />}
        {reviews && (
          <ReviewDialog fields={fields} read={read} draft={draft} saved={saved} close={() => setReviews(false)} />
        )}
      </form>
      <TryBox tried={tried} change={setTried} answer={answer} />
    </>
  );
};

const PolicyFoot = ({ changes, discard }: { changes: number; discard: () => void }) => {
  const { texts, words } = useTexts(policyTexts);
  return (
    <footer class="policy-foot">
      <span role="status" class={changes > 0 ? 'counted' : 'muted'}>
        {changes > 0 ? words.count(texts.changes, changes) : texts.noChanges}
      </span>
      {changes > 0 && (
        <button type="button" class="quiet" onClick={discard}>
          {texts.discard}
        </button>
      )}
      <button type="submit" class="primary" aria-disabled={changes === 0}>
        {texts.review}
      </button>
    </footer>
  );
};

interface GroupProps {
  readonly group: GroupName;
  readonly fields: readonly Field[];
  readonly draft: PolicyDraft;
  readonly mayChange: boolean;
  readonly warnings: readonly PolicyWarning[];
  readonly change: (name: string, value: unknown) => void;
}

const Group = ({ group, fields, draft, mayChange, warnings, change }: GroupProps) => {
  const { texts } = useTexts(policyTexts);
  const own = fields.filter((field) => groupOf(field) === group && field.kind !== 'unknown');
  if (own.length === 0) return null;
  return (
    <fieldset class={'box rules'} disabled={!mayChange}>
      <legend class="unseen">{texts.groups[group]}</legend>
      <h2 aria-hidden="true">{texts.groups[group]}</h2>
      <div class="rule-grid">
        {own.map((field) => (
          <RuleField
            key={field.name}
            field={field}
            value={draft[field.name]}
            draft={draft}
            warnings={warnings.filter(({ pointer }) => pointer.startsWith(`/${field.name}/`))}
            change={(value) => change(field.name, value)}
          />
        ))}
      </div>
    </fieldset>
  );
};

/** The browser asks before it closes a tab with changes in it. */
function useLeavingWarning(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isNeeded]);
}
