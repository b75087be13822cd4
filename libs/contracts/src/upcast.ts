import { z } from 'zod';
import {
  type DomainEvent,
  type EventSchema,
  type EventType,
  type RecordedEvent,
  eventSchemas,
} from './event-schemas.ts';

/** Converts the data of one version of an event to the next. Pure; it does not get the encrypted part. */
type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

/** For each event type and each of its older versions, the step to the next version. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>;

/**
 * The steps from every older version that was ever written. Do not remove an entry: the log still has such events.
 */
const upcasters: Upcasters = {};

/** A stored event with its personal data decrypted; `personal` is null if it cannot be decrypted, or was erased. */
export interface StoredToParse {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: Record<string, unknown>;
  readonly personal: unknown;
  readonly eventId: string;
  readonly siteId: string;
  readonly position: number;
  readonly version: number;
  readonly recordedAt: Date;
  readonly meta: Record<string, unknown>;
}

type Versions = Readonly<Record<string, Pick<EventSchema, 'version'>>>;

/**
 * A stored event in its newest version; undefined: its type is unknown, because a newer version of the service wrote
 * it. The data is not validated again: that happened before it was stored.
 */
export const parseRecorded = parserOf(eventSchemas, upcasters);

/** @throws Error when it is made, if a step between two versions is missing: a release with a gap must not start */
export function parserOf(
  versions: Versions,
  registry: Upcasters,
): (stored: StoredToParse) => RecordedEvent | undefined {
  for (const [type, { version }] of Object.entries(versions)) refuseGaps(type, version, registry);
  return (stored) => {
    const newest = versions[stored.type]?.version;
    if (newest === undefined) return undefined;
    const { type, personal, eventId, siteId, position, version, recordedAt, meta } = stored;
    const data = stored.schemaVersion < newest ? upcast(stored, newest, registry) : stored.data;
    // oxlint-disable-next-line typescript/consistent-type-assertions -- validated before it was stored; parsing each event again is too slow
    return { type, data, personal, eventId, siteId, position, version, at: recordedAt, meta } as RecordedEvent;
  };
}

/**
 * Strict, so that a field without a schema is never stored in clear. Made once, because zod compiles each schema.
 */
const strict = Object.fromEntries(
  Object.entries<EventSchema>(eventSchemas).map(([type, { data, personal }]) => [
    type,
    { data: data.strict(), personal: (personal ?? z.object({})).strict() },
  ]),
);

/** An event that matches its schema. */
interface Validated {
  readonly type: EventType;
  readonly data: Record<string, unknown>;
  readonly personal?: Record<string, unknown>;
}

/**
 * The event as it will be stored.
 * @throws ZodError if the event does not match its schema: a bug in this service, not a mistake of the caller
 */
export function validateEvent(event: DomainEvent): Validated {
  const schema = strict[event.type];
  if (!schema) throw new Error(`no event is named ${event.type}`);
  const { type, personal } = event;
  const data = schema.data.parse(event.data);
  const sealed = personal === undefined ? {} : { personal: schema.personal.parse(personal) };
  return { type, data, ...sealed };
}

function upcast({ type, schemaVersion, data }: StoredToParse, newest: number, registry: Upcasters): unknown {
  let current = data;
  for (let version = schemaVersion; version < newest; version++) current = stepFrom(type, version, registry)(current);
  return current;
}

function refuseGaps(type: string, newest: number, registry: Upcasters): void {
  for (let version = 1; version < newest; version++) stepFrom(type, version, registry);
}

function stepFrom(type: string, version: number, registry: Upcasters): Upcaster {
  const step = registry[type]?.[version];
  if (!step) throw new Error(`no upcaster from ${type} ${version} to ${version + 1}`);
  return step;
}
