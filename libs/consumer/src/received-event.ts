import type { StoredToPublish } from '#contracts/cloud-event';
import { type EventSchema, eventSchemas, isEventType, type RecordedEvent } from '#contracts/event-schemas';
import { isParked, type PublishedEvent } from '#contracts/from-cloud-event';
import type { LogLabel } from '#contracts/log-identity';
import { parseRecorded } from '#contracts/upcast';
import type { TopicPartition } from '#messaging/record';
import { type KeyOf, openSealed } from './open-sealed.ts';

/** An event in its newest shape, as it came and as the service itself sees it. */
export interface ReceivedEvent extends TopicPartition {
  /** As it was published: in the version it was written in, what is sealed still sealed. */
  readonly published: StoredToPublish;
  /** The position of the record before it in its partition; null on the first. */
  readonly prev: number | null;
  /** Which log its position is of; null on events of older versions. */
  readonly log: LogLabel | null;
  /**
   * Checked, in the newest version, opened where there was a key; undefined for a type that this program does not know,
   * and for a parked event.
   */
  readonly event: RecordedEvent | undefined;
}

/** @throws Error for an event that is not what its schema says */
export async function receive(
  { topic, partition }: TopicPartition,
  { stored: published, prev, log }: PublishedEvent,
  keyOf: KeyOf,
): Promise<ReceivedEvent> {
  const received = { topic, partition, published, prev, log };
  if (!isEventType(published.type) || isParked(published)) return { ...received, event: undefined };
  const event = parseRecorded({ ...published, personal: await openSealed(published, keyOf) });
  const schema: EventSchema = eventSchemas[published.type];
  const checked = schema.data.safeParse(event?.data);
  if (!checked.success) throw new Error(`event ${published.eventId} is not what its schema says`);
  return { ...received, event };
}
