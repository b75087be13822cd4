import type { Pool } from 'pg';
import { eventTopicsOf } from '#contracts/events/topics';
import type { EventLog } from '#event-store/event-log';
import { differenceOfTails, lineOf } from '#messaging/tails/compare-tails';
import { isPublished } from '#messaging/tails/published';
import { TopicMissing } from '#messaging/transport-errors';
import type { Examined } from './examined.ts';
import { readPublished } from '../from-kafka/advance.ts';
import type { KafkaSettings } from '../from-kafka/kafka-source.ts';

/** Compares the last records of Kafka's event topics with the log, and with the positions that the relay published. */
export async function examineTopics(
  { transport, prefix }: Pick<KafkaSettings, 'transport' | 'prefix'>,
  { pool, eventLog }: { readonly pool: Pool; readonly eventLog: Pick<EventLog, 'readAt' | 'identity'> },
): Promise<Examined> {
  const previous = Object.fromEntries(await readPublished(pool)); // before the topics: a relay may be publishing
  try {
    const tails = await transport.tails(eventTopicsOf(prefix), { counts: isPublished });
    const difference = await differenceOfTails(tails, eventLog, { previous });
    return difference
      ? { isRight: false, line: lineOf(difference, 'To fix it') }
      : { isRight: true, line: `Kafka: ${tails.length} partitions match the log` };
  } catch (error) {
    if (error instanceof TopicMissing)
      return {
        isRight: Object.keys(previous).length === 0,
        line: `Kafka: a topic of ${prefix} does not exist; the relay creates it, and logs what it lacks`,
      };
    return {
      isRight: false,
      line: `Kafka: not checked: ${error instanceof Error ? error.message : 'the request failed'}`,
    };
  }
}
