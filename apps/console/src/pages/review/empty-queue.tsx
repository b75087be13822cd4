import type { QueueName } from '#contracts/vocabulary';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Message } from '../../parts/message.tsx';
import { now } from '../../parts/clock.ts';
import { reviewTexts } from './texts.ts';

/** Nothing to do here, and when there was. */
export const EmptyQueue = ({ queue }: { queue: QueueName }) => {
  const { queues } = useDesk();
  const { texts, words } = useTexts(reviewTexts);
  const last = queues.value?.lastDecidedAt?.[queue];
  const isClaimed = (queues.value?.queues[queue] ?? 0) > 0;
  return (
    <Message within title={texts.emptyTitle[queue]}>
      <p>{isClaimed ? texts.emptyClaimed : texts.comesLive}</p>
      <p>{last ? words.fill(texts.lastWorked, { ago: words.ago(last, now.value) }) : texts.neverWorked}</p>
    </Message>
  );
};
