import { useEffect, useMemo } from 'preact/hooks';
import { useDesk } from '../../desk/desk-context.ts';
import { useCommand } from '../../parts/use-command.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Loading } from '../../parts/loading.tsx';
import { Message } from '../../parts/message.tsx';
import { ProblemMessage } from '../../parts/problem-message.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { DecisionLine } from './decision-row.tsx';
import { DecisionPages } from './past-decisions.ts';
import { mineTexts } from './texts.ts';

/** This moderator's decisions, newest first. Each can be undone, however old it is. */
export const MinePage = () => {
  const { siteApi, anyQueue } = useDesk();
  const { texts } = useTexts(mineTexts);
  const past = useMemo(() => new DecisionPages(siteApi.peek()), [siteApi]);
  useTitle(texts.title);
  useEffect(() => void past.more(), [past]);
  useCommand('next', () => past.move(1));
  useCommand('previous', () => past.move(-1));
  useCommand('undo', () => undefined); // a row without an undo: `u` must not undo the last decision of another page instead
  const { decisions, nextCursor, problem, loaded } = past.state.value;
  if (problem) return <ProblemMessage problem={problem} retry={() => void past.more()} />;
  if (!loaded) return <Loading />;
  if (!anyQueue.value && decisions.length === 0) return <Message title={texts.noQueue}>{texts.noQueueWhy}</Message>;
  if (decisions.length === 0) return <Message title={texts.empty}>{texts.emptyWhy}</Message>;
  return (
    <div class="mine">
      <header class="queue-head">
        <h1>{texts.title}</h1>
      </header>
      <ol class="rows decisions">
        {decisions.map((decision, at) => (
          <DecisionLine
            key={decision.commentId + decision.at}
            decision={decision}
            past={past}
            isCursor={at === past.state.value.at}
          />
        ))}
      </ol>
      {nextCursor !== null && (
        <p class="rows-end">
          <button type="button" onClick={() => void past.more()}>
            {texts.more}
          </button>
        </p>
      )}
    </div>
  );
};
