import { z } from 'zod';
import type { StoredToPublish } from './cloud-event.ts';
import { type EpochMark, readEpochMark } from './epoch-mark.ts';
import { labelPattern, type LogLabel, readLabel } from './log-identity.ts';
import { PositionText } from './position.ts';

/** An event, or a mark, as it was published. */
export interface PublishedEvent {
  readonly stored: StoredToPublish;
  /** The position of the record before it in its partition: null on the first. */
  readonly prev: number | null;
  /** Null on records of older versions: they are of the first epoch, of whatever log the others in the topic are. */
  readonly log: LogLabel | null;
  /** Null on events. */
  readonly mark: EpochMark | null;
}

/** A record that is no event of ours. The message holds nothing of the record. */
class NotAnEvent extends Error {
  override readonly name = 'NotAnEvent';
}

/**
 * What `toCloudEvent` made, read back: of `meta` the trace alone comes along. The data are as they were written, of any
 * type.
 * @param value the JSON text of a CloudEvent in structured mode
 * @throws NotAnEvent
 */
export function fromCloudEvent(value: string | null): PublishedEvent {
  const event = parse(value);
  const { sealed, ...data } = event.data;
  const log = event.log === undefined ? undefined : readLabel(event.log);
  return {
    log: log ?? null,
    mark: markIn(event),
    stored: {
      position: event.position,
      version: event.streamversion,
      eventId: event.id,
      type: event.type,
      schemaVersion: event.dataschema,
      siteId: event.source,
      partitionKey: event.partitionkey,
      data,
      sealed: typeof sealed === 'string' ? Buffer.from(sealed, 'base64') : null,
      meta: event.traceparent === undefined ? {} : { traceparent: event.traceparent },
      recordedAt: new Date(event.time),
    },
    prev: event.prev ?? null,
  };
}

/** A stub stands in the topic for an event that no broker would take; the log has the event itself. */
export const isParked = ({ data }: Pick<StoredToPublish, 'data'>): boolean => data['parked'] === true;

function markIn(event: Pick<StoredToPublish, 'type' | 'data'>): EpochMark | null {
  try {
    return readEpochMark(event) ?? null;
  } catch {
    throw new NotAnEvent('the record is no mark of this service');
  }
}

function parse(value: string | null): z.infer<typeof Published> {
  const parsed = Published.safeParse(jsonOf(value));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
  throw new NotAnEvent(`the record is no event of this service: ${places}`);
}

function jsonOf(value: string | null): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    throw new NotAnEvent('the record is not JSON');
  }
}

const captured = (pattern: RegExp) =>
  z
    .string()
    .regex(pattern)
    .transform((text) => pattern.exec(text)?.[1] ?? '');

const Published = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: captured(/^\/sites\/(.+)$/),
  type: z.string().min(1),
  time: z.iso.datetime(),
  dataschema: captured(/\/(\d{1,9})\.json$/).transform(Number),
  partitionkey: z.string().min(1),
  log: z.string().regex(labelPattern).optional(),
  position: PositionText,
  prev: PositionText.optional(),
  streamversion: z.number().int().min(1),
  traceparent: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});
