import type { QueueName } from '#contracts/vocabulary';
import { useDesk } from '../../desk/desk-context';
import { useTexts } from '../../desk/use-texts';
import { Message } from '../../parts/message';
import { now } from '../../parts/clock';
import { reviewTexts } from './texts';

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
