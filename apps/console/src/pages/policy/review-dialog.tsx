import { requestTo } from '#client/request';
import { useState } from 'preact/hooks';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { ProblemLine } from '../../parts/problem-line.tsx';
import { useChange } from '../../parts/use-change.ts';
import { pagesTexts } from '../found/texts.ts';
import { type ChangeOfRule, changesBetween } from './changes.ts';
import type { PolicyDraft, PolicyRead } from './document.ts';
import { rebase } from './rebase.ts';
import type { Field } from './fields.ts';
import { namingIn } from './naming.ts';
import { policyTexts } from './texts.ts';

interface Props {
  readonly fields: readonly Field[];
  readonly read: PolicyRead;
  readonly draft: PolicyDraft;
  readonly saved: (policy: PolicyRead) => void;
  readonly close: () => void;
}

/** The changes as sentences. After a conflict: the other admin's changes, and ours on top of them. */
export const ReviewDialog = ({ fields, read, draft, saved, close }: Props) => {
  const { texts, words } = useTexts(policyTexts);
  const { texts: common } = useTexts(pagesTexts);
  const [theirs, setTheirs] = useState<PolicyRead | null>(null);
  const naming = namingIn(words.language, common);
  const between = (before: PolicyDraft, after: PolicyDraft) =>
    changesBetween(before, after, fields, { texts, words, naming });
  const base = theirs ?? read;
  const mine = theirs ? rebase(read.policy, draft, theirs.policy, fields) : { draft, both: [] };
  const { change, save } = useSaving({ saved, close, found: setTheirs });
  const both = fields.filter(({ name }) => mine.both.includes(name)).map((field) => naming.field(field));
  return (
    <Dialog title={texts.reviewTitle} close={close} class="wide">
      <div class="dialog-body">
        {theirs && (
          <Conflict version={theirs.policyVersion} changes={between(read.policy, theirs.policy)} both={both} />
        )}
        {theirs && <h2>{texts.ours}</h2>}
        <Changes changes={between(base.policy, mine.draft)} />
        <p class="muted small">{texts.reviewWhy}</p>
        <ProblemLine problem={change.problem} />
        <DialogFoot close={close}>
          <button
            type="button"
            class="primary"
            aria-disabled={change.sending}
            onClick={() => void save(base, mine.draft)}
          >
            {change.sending ? common.saving : texts.saveChanges}
          </button>
        </DialogFoot>
      </div>
    </Dialog>
  );
};

interface ConflictProps {
  readonly version: number;
  readonly changes: readonly ChangeOfRule[];
  /** The rules that both have changed. */
  readonly both: readonly string[];
}

const Conflict = ({ version, changes, both }: ConflictProps) => {
  const { texts, words } = useTexts(policyTexts);
  return (
    <div role="alert" class="conflict">
      <p>{words.fill(texts.conflict, { version })}</p>
      <h2>{texts.theirs}</h2>
      <Changes changes={changes} />
      {both.length > 0 && <p class="error">{words.fill(texts.both, { rules: words.list(both) })}</p>}
    </div>
  );
};

interface Saving extends Pick<Props, 'saved' | 'close'> {
  /** Another admin has saved meanwhile. */
  readonly found: (theirs: PolicyRead) => void;
}

function useSaving({ saved, close, found }: Saving) {
  const { siteApi, toasts } = useDesk();
  const { texts, words } = useTexts(policyTexts);
  const change = useChange();
  const save = async (base: PolicyRead, body: PolicyDraft): Promise<void> => {
    if (change.sending) return;
    const request = requestTo('PUT /v1/sites/:site/policy', {
      params: { site: siteApi.peek().site },
      body,
    });
    const answer = await change.send(request, { 'if-match': `"${base.policyVersion}"` });
    if (answer.ok) {
      const { policy, policyVersion } = answer.value;
      toasts.show({ text: words.fill(texts.savedAs, { version: policyVersion }), tone: 'good' });
      close();
      saved({ policy, policyVersion });
    } else if (answer.problem.status === 412) {
      const newer = await siteApi.peek().policy();
      if (!newer.ok) return;
      change.forget();
      found(newer.value);
    }
  };
  return { change, save };
}

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
