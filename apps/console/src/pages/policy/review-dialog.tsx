import { requestTo } from '#client/request';
import { useState } from 'preact/hooks';
import { useDesk } from '../../desk/desk-context';
import { useTexts } from '../../desk/use-texts';
import { Dialog } from '../../parts/dialog';
import { ProblemLine } from '../../parts/problem-line';
import { useChange } from '../../parts/use-change';
import { partsTexts } from '../../parts/texts';
import { pagesTexts } from '../found/texts';
import { type ChangeOfRule, changesBetween } from './changes';
import type { Draft, PolicyRead } from './document';
import { rebase } from './rebase';
import type { Field } from './fields';
import { namingIn } from './naming';
import { policyTexts } from './texts';

interface Props {
  readonly fields: readonly Field[];
  readonly read: PolicyRead;
  readonly draft: Draft;
  readonly saved: (policy: PolicyRead) => void;
  readonly close: () => void;
}

/** What will be different, in words. Where somebody saved meanwhile: what they changed, and ours on top of it. */
export const ReviewDialog = ({ fields, read, draft, saved, close }: Props) => {
  const { siteApi, toasts } = useDesk();
  const { texts, words } = useTexts(policyTexts);
  const { texts: common } = useTexts(pagesTexts);
  const parts = useTexts(partsTexts).texts;
  const [theirs, setTheirs] = useState<PolicyRead | null>(null);
  const change = useChange();
  const naming = namingIn(words.language, common);
  const between = (before: Draft, after: Draft) => changesBetween(before, after, fields, { texts, words, naming });
  const base = theirs ?? read;
  const mine = theirs ? rebase(read.policy, draft, theirs.policy, fields) : { draft, both: [] };
  const save = async (): Promise<void> => {
    if (change.sending) return;
    const headers = { 'if-match': `"${base.policyVersion}"` };
    const answer = await change.send(
      requestTo('PUT /v1/sites/:site/policy', { params: { site: siteApi.peek().site }, body: mine.draft }),
      headers,
    );
    if (answer.ok) {
      toasts.show({ text: words.fill(texts.savedAs, { version: answer.value.policyVersion }), tone: 'good' });
      close();
      saved({ policy: answer.value.policy, policyVersion: answer.value.policyVersion });
    } else if (answer.problem.status === 412) {
      const newer = await siteApi.peek().policy();
      if (!newer.ok) return;
      change.forget();
      setTheirs(newer.value);
    }
  };
  const both = fields.filter(({ name }) => mine.both.includes(name)).map((field) => naming.field(field));
  return (
    <Dialog title={texts.reviewTitle} close={close} class="wide">
      <div class="dialog-body">
        {theirs && (
          <div role="alert" class="conflict">
            <p>{words.fill(texts.conflict, { version: theirs.policyVersion })}</p>
            <h2>{texts.theirs}</h2>
            <Changes changes={between(read.policy, theirs.policy)} />
            {both.length > 0 && <p class="error">{words.fill(texts.both, { rules: words.list(both) })}</p>}
          </div>
        )}
        {theirs && <h2>{texts.ours}</h2>}
        <Changes changes={between(base.policy, mine.draft)} />
        <p class="muted small">{texts.reviewWhy}</p>
        <ProblemLine problem={change.problem} />
        <div class="dialog-foot">
          <button type="button" onClick={close}>
            {parts.cancel} <kbd aria-hidden="true">Esc</kbd>
          </button>
          <button type="button" class="primary" aria-disabled={change.sending} onClick={() => void save()}>
            {change.sending ? common.saving : texts.saveChanges}
          </button>
        </div>
      </div>
    </Dialog>
  );
};

const Changes = ({ changes }: { changes: readonly ChangeOfRule[] }) => (
  <dl class="changes">
    {changes.map(({ name, label, sentences }) => (
      <div key={name}>
        <dt>{label}</dt>
        {sentences.map((sentence) => (
          <dd key={sentence} dir="auto">
            {sentence}
          </dd>
        ))}
      </div>
    ))}
  </dl>
);
