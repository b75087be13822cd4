import type { StoredToPublish } from '#contracts/cloud-event';
import { type EventSchema, eventSchemas, isEventType, type RecordedEvent } from '#contracts/event-schemas';
import { isParked, type PublishedEvent } from '#contracts/from-cloud-event';
import type { LogLabel } from '#contracts/log-identity';
import { parseRecorded } from '#contracts/upcast';
import type { TopicPartition } from '#messaging/record';
import { type KeyOf, openSealed } from './open-sealed.ts';

/** A received event, as it was published and as the service itself represents it. */
export interface ReceivedEvent extends TopicPartition {
  /** As published: in the version it was written in, sealed data still encrypted. */
  readonly published: StoredToPublish;
  /** Position of the previous record in the partition; null for the first. */
  readonly prev: number | null;
  /** The log and epoch of the position; null on events of older versions. */
  readonly log: LogLabel | null;
  /**
   * Validated, upcast to the newest version, and decrypted if there was a key. Undefined for an unknown type and for a
   * parked event.
   */
  readonly event: RecordedEvent | undefined;
}

/** @throws Error if an event does not match its schema */
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
  if (!checked.success) throw new Error(`event ${published.eventId} does not match its schema`);
  return { ...received, event };
}
