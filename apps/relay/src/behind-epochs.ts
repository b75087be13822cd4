import { isEventType } from '#contracts/event-schemas';
import type { LogIdentity } from '#contracts/log-identity';
import { partitionName } from '#contracts/topic-partition';
import type { EventLog } from '#event-store/event-log';
import type { RelayCheckpoint, Previous } from './checkpoint.ts';
import { destinationOf, type TopicSettings } from './topics.ts';

const pageSize = 2000;

/**
 * Finds the checkpoint from which to publish. What was published beyond the end of an epoch is void, and the events
 * that the log has there were never published with the label of the next epoch. So if an epoch without a marker began
 * before the checkpoint, publishing restarts where it began. Each partition's chain continues from its last event up to
 * there, also if only the checkpoint's position was set back.
 */
export async function behindEpochs(
  log: Pick<EventLog, 'readOutlinesUpTo'>,
  checkpoint: RelayCheckpoint,
  { epochs }: LogIdentity,
  topics: TopicSettings,
): Promise<RelayCheckpoint> {
  const { position: reached, previous, marked = 1 } = checkpoint;
  const ended = epochs.find(({ epoch, after }) => epoch > marked && after < reached);
  const position = ended?.after ?? reached;
  if (position === reached && Object.values(previous).every((last) => last <= position)) return checkpoint;
  return { position, previous: await previousUpTo(log, position, previous, topics), marked };
}

/**
 * Computes `previous` as it was when everything up to a position was published. Partitions still empty then are left
 * out.
 */
export async function previousUpTo(
  log: Pick<EventLog, 'readOutlinesUpTo'>,
  position: number,
  previous: Previous,
  topics: TopicSettings,
): Promise<Previous> {
  const places = Object.entries(previous);
  const sought = new Set(places.flatMap(([place, last]) => (last > position ? place : [])));
  const unchanged = places.filter(([place]) => !sought.has(place));
  return Object.fromEntries([...unchanged, ...(await lastIn(log, sought, position, topics))]);
}

/** The last event of each partition up to a position. Partitions without one are missing. */
async function lastIn(
  log: Pick<EventLog, 'readOutlinesUpTo'>,
  places: ReadonlySet<string>,
  position: number,
  topics: TopicSettings,
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (let upTo = position; found.size < places.size;) {
    const page = await log.readOutlinesUpTo(upTo, pageSize);
    for (const event of page) {
      const place = isEventType(event.type) ? partitionName(destinationOf(event, topics)) : undefined;
      if (place !== undefined && places.has(place) && !found.has(place)) found.set(place, event.position);
    }
    const oldest = page.at(-1)?.position;
    if (oldest === undefined) break;
    upTo = oldest - 1;
  }
  return found;
}
