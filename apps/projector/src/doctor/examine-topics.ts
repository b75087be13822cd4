import type { Pool } from 'pg';
import { eventTopicsOf } from '#contracts/events/topics';
import type { EventLog } from '#event-store/event-log';
import { differenceOfTails, lineOf } from '#messaging/tails/compare-tails';
import { isPublished } from '#messaging/tails/published';
import { TopicMissing } from '#messaging/transport-errors';
import type { Examined } from './examined.ts';
import { readPublished } from '../from-kafka/advance.ts';
import type { KafkaSettings } from '../from-kafka/kafka-source.ts';

/** Holds what Kafka's event topics end with against the log, and against how far the relay has published them. */
export async function examineTopics(
  { transport, prefix }: Pick<KafkaSettings, 'transport' | 'prefix'>,
  { pool, eventLog }: { readonly pool: Pool; readonly eventLog: Pick<EventLog, 'readAt' | 'identity'> },
): Promise<Examined> {
  const previous = Object.fromEntries(await readPublished(pool)); // before the topics: a relay may be publishing
  try {
    const tails = await transport.tails(eventTopicsOf(prefix), { counts: isPublished });
    const difference = await differenceOfTails(tails, eventLog, { previous });
    return difference
      ? { isRight: false, line: lineOf(difference, 'To mend it') }
      : { isRight: true, line: `Kafka: ${tails.length} partitions end as the log says` };
  } catch (error) {
    if (error instanceof TopicMissing)
      return {
        isRight: Object.keys(previous).length === 0,
        line: `Kafka: a topic of ${prefix} does not exist; the relay makes it, and says what it lacks`,
      };
    return { isRight: false, line: `Kafka: not looked at, ${error instanceof Error ? error.message : 'it failed'}` };
  }
}
