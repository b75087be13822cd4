import type { CloudEvent } from '#contracts/cloud-event';
import { type EventSchema, eventSchemas, isEventType, type RecordedEvent } from '#contracts/event-schemas';
import { parseRecorded } from '#contracts/upcast';
import { openSealed } from './open-sealed';

/** Finds a person's key for an event, null where there is none (any more). */
export type KeyOf = (event: CloudEvent) => Promise<Buffer | null> | Buffer | null;

/** An event in its newest shape, as it came and as the service itself sees it. */
export interface ReceivedEvent {
  /** As it stands in the topic. */
  readonly cloudEvent: CloudEvent;
  /** Checked, in the newest version, opened where a key was found; undefined for a type that this program does not know, and for a parked event. */
  readonly event: RecordedEvent | undefined;
}

/** @throws Error for a value that is no event of this contract */
export async function receive(value: string | null, keyOf: KeyOf): Promise<ReceivedEvent> {
  const cloudEvent = JSON.parse(String(value)) as CloudEvent;
  const { id, type, data, position } = cloudEvent;
  if (cloudEvent.specversion !== '1.0' || !/^\d+$/.test(position)) throw new Error('a record holds no event');
  if (!isEventType(type) || data['parked'] === true) return { cloudEvent, event: undefined };
  const { sealed, ...clear } = data;
  const key = sealed === undefined ? null : await keyOf(cloudEvent);
  const event = parseRecorded({
    ...{ type, eventId: id, data: clear, personal: key && openSealed(cloudEvent, key) },
    schemaVersion: versionIn(cloudEvent.dataschema),
    siteId: cloudEvent.source.replace(/^\/sites\//, ''),
    position: Number(position),
    version: cloudEvent.streamversion,
    recordedAt: new Date(cloudEvent.time),
    meta: cloudEvent.traceparent === undefined ? {} : { traceparent: cloudEvent.traceparent },
  });
  const schema: EventSchema = eventSchemas[type];
  const checked = schema.data.safeParse(event?.data);
  if (!checked.success) throw new Error(`event ${id} is not what its schema says: ${checked.error.message}`);
  return { cloudEvent, event };
}

function versionIn(dataschema: string): number {
  const version = Number(/\/(\d+)\.json$/.exec(dataschema)?.[1]);
  if (!Number.isInteger(version)) throw new Error(`${dataschema} names no version`);
  return version;
}
