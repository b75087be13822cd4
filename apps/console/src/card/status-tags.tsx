import type { ItemAnswer } from '#contracts/moderation-answers';
import { decidingTexts } from '../deciding/texts.ts';
import { useTexts } from '../desk/use-texts.ts';
import { StatusTag } from './status-tag.tsx';
import { cardTexts } from './texts.ts';

/** A comment's status. A comment deleted by its author also shows its status on record, which decisions still change. */
export const StatusTags = ({ item: { comment, onRecord } }: { item: Pick<ItemAnswer, 'comment' | 'onRecord'> }) => {
  const { texts, words } = useTexts(cardTexts);
  const { statuses } = useTexts(decidingTexts).texts;
  const isJudged = comment.status === 'withdrawn' && (onRecord === 'rejected' || onRecord === 'approved');
  return (
    <>
      <StatusTag status={comment.status} />
      {isJudged && (
        <span class={`tag ${onRecord === 'rejected' ? 'bad' : 'good'}`}>
          {words.fill(texts.onRecord, { status: statuses[onRecord] })}
        </span>
      )}
    </>
  );
};
