import type { CommentAnswer } from '#contracts/answers';
import type { ConversationAnswer as Around } from '#contracts/moderation-answers';
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Loading } from '../parts/loading.tsx';
import { ProblemMessage } from '../parts/problem-message.tsx';
import type { Answer } from '#client/client';
import { Quoted } from './quoted.tsx';
import { cardTexts } from './texts.ts';

/** The comments around one, fetched when the moderator opens them. */
export const Conversation = ({ comment }: { comment: CommentAnswer }) => {
  const { siteApi } = useDesk();
  const [answer, setAnswer] = useState<Answer<Around> | null>(null);
  const load = (): void => void siteApi.peek().conversation(comment.id).then(setAnswer);
  useEffect(load, [comment.id]);
  if (answer === null) return <Loading />;
  if (!answer.ok) return <ProblemMessage within problem={answer.problem} retry={load} />;
  return <Shown around={answer.value} comment={comment} />;
};

const Shown = ({ around, comment }: { around: Around; comment: CommentAnswer }) => {
  const { texts } = useTexts(cardTexts);
  const { ancestors, before, after, replies } = around;
  if (ancestors.length + before.length + after.length + replies.length === 0) {
    return <p class="muted small">{texts.noConversation}</p>;
  }
  return (
    <div class="conversation">
      {ancestors.map((one) => (
        <Quoted key={one.id} comment={one} />
      ))}
      <div class="level">
        {before.map((one) => (
          <Quoted key={one.id} comment={one} />
        ))}
        <div class="this-one">
          <Quoted comment={comment} label={texts.thisOne} />
          {replies.length > 0 && (
            <div class="level">
              {replies.map((one) => (
                <Quoted key={one.id} comment={one} />
              ))}
            </div>
          )}
        </div>
        {after.map((one) => (
          <Quoted key={one.id} comment={one} />
        ))}
      </div>
    </div>
  );
};
