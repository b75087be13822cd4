import { z } from 'zod';
import type { StoredToPublish } from './cloud-event.ts';
import { type EpochMark, readEpochMark } from './epoch-mark.ts';
import { labelPattern, type LogLabel, readLabel } from './log-identity.ts';
import { PositionText } from './position.ts';

/** An event, or the mark of an epoch, as it was published. */
export interface PublishedEvent {
  readonly stored: StoredToPublish;
  /** Position of the previous record in the partition; null on the first. */
  readonly prev: number | null;
  /** Null on records of older versions: they belong to the first epoch, and to the same log as the rest of the topic. */
  readonly log: LogLabel | null;
  /** Null on events. */
  readonly mark: EpochMark | null;
}

/** The record is not an event of this service. The message quotes nothing from the record. */
class NotAnEvent extends Error {
  override readonly name = 'NotAnEvent';
}

/**
 * Reads what `toCloudEvent` wrote. Of `meta` only the trace is published. Data of any type is returned as it was
 * written.
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

/** True: the record is a stub for an event that the brokers refused. The log has the event itself. */
export const isParked = ({ data }: Pick<StoredToPublish, 'data'>): boolean => data['parked'] === true;

function markIn(event: Pick<StoredToPublish, 'type' | 'data'>): EpochMark | null {
  try {
    return readEpochMark(event) ?? null;
  } catch {
    throw new NotAnEvent('the record is not a valid mark of an epoch');
  }
}

function parse(value: string | null): z.infer<typeof Published> {
  const parsed = Published.safeParse(jsonOf(value));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path }) => path.join('.') || 'value').join(', ');
  throw new NotAnEvent(`the record is not an event of this service: wrong ${places}`);
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
