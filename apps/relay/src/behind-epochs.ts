import { topicOf } from '#contracts/cloud-event';
import { isEventType } from '#contracts/event-schemas';
import type { LogIdentity } from '#contracts/log-identity';
import type { EventLog } from '#event-store/event-log';
import { partitionOf } from '#messaging/partitioner';
import type { Checkpoint, Previous } from './checkpoint';
import type { TopicSettings } from './topics';

const pageSize = 2000;

/**
 * From where to publish. What was published beyond the end of an epoch is void, and what the log has there was never published as that of the next one: where
 * an epoch ended before the checkpoint, and was not marked, publishing begins again at its end, each partition's chain at its last event up to there.
 */
export async function behindEpochs(
  log: Pick<EventLog, 'readOutlinesUpTo'>,
  checkpoint: Checkpoint,
  { epochs }: LogIdentity,
  topics: TopicSettings,
): Promise<Checkpoint> {
  const { position, previous, marked = 1 } = checkpoint;
  const ended = epochs.find(({ epoch, after }) => epoch > marked && after < position);
  if (!ended) return checkpoint;
  return { position: ended.after, previous: await previousUpTo(log, ended.after, previous, topics), marked };
}

/** What `previous` was when everything up to `end` was published: none of the partitions that had nothing by then is in it. */
export async function previousUpTo(
  log: Pick<EventLog, 'readOutlinesUpTo'>,
  end: number,
  previous: Previous,
  topics: TopicSettings,
): Promise<Previous> {
  const places = Object.entries(previous);
  const standing = new Map(places.filter(([, last]) => last <= end));
  const sought = new Set(places.flatMap(([place, last]) => (last > end ? place : [])));
  for (let upTo = end; sought.size > 0;) {
    const page = await log.readOutlinesUpTo(upTo, pageSize);
    for (const event of page) {
      const place = placeOf(event, topics);
      if (place !== undefined && sought.delete(place)) standing.set(place, event.position);
    }
    const oldest = page.at(-1)?.position;
    if (oldest === undefined) break;
    upTo = oldest - 1;
  }
  return Object.fromEntries(standing);
}

const placeOf = (
  { type, partitionKey }: { readonly type: string; readonly partitionKey: string },
  { prefix, partitions }: TopicSettings,
): string | undefined =>
  isEventType(type) ? `${prefix}.${topicOf(type)}/${partitionOf(partitionKey, partitions)}` : undefined;
