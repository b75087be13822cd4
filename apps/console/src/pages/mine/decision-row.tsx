import type { PastDecision } from '#contracts/moderation-answers';
import { useEffect, useRef } from 'preact/hooks';
import { queueOf } from '#contracts/comment-life/queues';
import { Link } from '../../parts/link.tsx';
import { decidingTexts } from '../../deciding/texts.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { KeyHint } from '../../parts/key-hint.tsx';
import { useCommand } from '../../parts/use-command.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Ago } from '../../parts/ago.tsx';
import { type DecisionPages, canUndo } from './past-decisions.ts';
import { mineTexts } from './texts.ts';

interface Props {
  readonly decision: PastDecision;
  readonly past: DecisionPages;
  readonly isCursor: boolean;
}

const tones = { approve: 'good', reject: 'bad', escalate: 'warn', reopen: '' } as const;

/** One decision: its reason, its comment, and whether it is still in force. */
export const DecisionLine = ({ decision, past, isCursor }: Props) => {
  const { site, navigation, reaches } = useReach(decision);
  const { texts, words } = useTexts(mineTexts);
  const deciding = useTexts(decidingTexts).texts;
  const { commentId, excerpt, reason, at, undone, status, note } = decision;
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => void (isCursor && element.current?.scrollIntoView({ block: 'nearest' })), [isCursor]);
  const isGone = status === 'withdrawn' || status === 'erased';
  const quoted = excerpt ?? (isGone ? texts.gone : texts.noAccess);
  const toComment = { page: 'comment', site: site.value, id: commentId } as const;
  useCommand('open', isCursor && reaches ? () => navigation.go(toComment) : null);
  return (
    <li ref={element} class={`decision${isCursor ? ' cursor' : ''}`} aria-current={isCursor}>
      <span class={`tag ${undone ? '' : tones[decision.decision]}`}>{deciding.decided[decision.decision]}</span>
      <div class="row-words">
        {reaches ? (
          <Link to={toComment} class="decision-excerpt">
            <bdi>{quoted}</bdi>
          </Link>
        ) : (
          <span class="decision-excerpt">
            <bdi>{quoted}</bdi>
          </span>
        )}
        <p class="small muted">
          <Ago time={at} />
          {reason && ` · ${deciding.reasons[reason]}`}
          {' · '}
          {words.fill(texts.isNow, { status: deciding.statuses[status] })}
          {note && <q dir="auto">{note}</q>}
        </p>
      </div>
      <UndoButton decision={decision} past={past} isCursor={isCursor} />
    </li>
  );
};

/** A moderator without every queue cannot open a comment that has moved to another one. */
function useReach({ onRecord }: PastDecision) {
  const desk = useDesk();
  const queue = queueOf(onRecord, false);
  const reaches = queue === null || desk.reaches({ page: 'review', site: desk.site.value, queue });
  return { site: desk.site, navigation: desk.navigation, toasts: desk.toasts, reaches };
}

const UndoButton = ({ decision, past, isCursor }: Props) => {
  const { toasts, reaches } = useReach(decision);
  const { texts, words } = useTexts(mineTexts);
  const deciding = useTexts(decidingTexts).texts;
  const offered = reaches && canUndo(decision, past.state.value.decisions);
  const undo = async (): Promise<void> => {
    const done = await past.undo(decision);
    toasts.show(
      done ? { text: words.count(deciding.undone, 1), tone: 'plain' } : { text: deciding.notUndone, tone: 'bad' },
    );
  };
  useCommand('undo', isCursor && offered ? () => void undo() : null);
  if (decision.undone) return <span class="tag">{texts.takenBack}</span>;
  if (!offered) return <span />;
  return (
    <button type="button" onClick={() => void undo()}>
      {deciding.undo}
      <span class="unseen"> {words.fill(texts.quoted, { excerpt: decision.excerpt ?? '' })}</span>
      {isCursor && <KeyHint command="undo" />}
    </button>
  );
};
