import type { ErasureAnswer } from '#contracts/person-answers';
import type { KeptRestriction } from '#contracts/person-answers';
import { restrictTexts } from '../../deciding/restrict-texts.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { authorTexts } from './texts.ts';

interface Props {
  readonly proof: ErasureAnswer;
  /** Asks for the erasure once more: one that is complete answers with its report. */
  readonly again: () => void;
  readonly close: () => void;
}

/** The result of an erasure, and the reads that prove it. */
export const Proof = ({ proof, again, close }: Props) => {
  const { texts, words } = useTexts(authorTexts);
  const isDone = proof.stillReadable === 0;
  return (
    <Dialog title={texts.proofTitle} close={close}>
      <div class="dialog-body">
        <p role="status" class={isDone ? 'proof-done' : 'error'}>
          {isDone ? texts.proofDone : words.fill(texts.proofNot, { count: proof.stillReadable })}
        </p>
        <dl class="author-counts">
          {useLines(proof).map(([name, value]) => (
            <div key={name}>
              <dt>{texts.proof[name]}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {proof.completedAt === null && <p class="muted small">{texts.removing}</p>}
        <div class="dialog-foot">
          {proof.completedAt === null && (
            <button type="button" onClick={again}>
              {texts.lookAgain}
            </button>
          )}
          <button type="button" class="primary" onClick={close}>
            {texts.close}
          </button>
        </div>
      </div>
    </Dialog>
  );
};

function useLines(proof: ErasureAnswer) {
  const { texts, words } = useTexts(authorTexts);
  const { kindTags } = useTexts(restrictTexts).texts;
  const { events, topics } = proof;
  const keptText = ({ kind, until }: KeptRestriction): string => {
    const end = until === null ? texts.forGood : words.fill(texts.until, { date: words.date(until) });
    return words.fill(texts.keptOne, { kind: kindTags[kind], end });
  };
  const lines: readonly (readonly [keyof typeof texts.proof, string])[] = [
    ['requestedAt', words.date(proof.requestedAt)],
    ['completedAt', proof.completedAt === null ? texts.notYet : words.date(proof.completedAt)],
    ['touched', words.number(events.touched)],
    ['withPersonalData', words.number(events.withPersonalData)],
    ['sealedRemoved', events.sealedRemoved === null ? texts.notYet : words.number(events.sealedRemoved)],
    ['comments', words.number(proof.comments)],
    ['stillReadable', words.number(proof.stillReadable)],
    ['kept', proof.kept?.length ? words.list(proof.kept.map(keptText)) : texts.keptNothing],
    ['topics', words.list(topics.map((one) => words.fill(texts.eventsIn, one)))],
  ];
  return lines;
}
