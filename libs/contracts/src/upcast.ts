import { z } from 'zod';
import {
  type DomainEvent,
  type EventSchema,
  type EventType,
  type RecordedEvent,
  eventSchemas,
} from './event-schemas.ts';

/** Turns the data of one version of an event into that of the next. Pure; the sealed part is never seen. */
type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

/** For each event type and each of its older versions, the step to the next version. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>;

/**
 * Every step from an older version that was ever written. An entry here is never removed: the log keeps what it keeps.
 */
const upcasters: Upcasters = {};

/** A stored event as this room sees it; `personal` is what `sealed` opened to, null when it is closed or erased. */
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
 * A stored event in its newest shape, or undefined when its type is not known here: an older program reading a newer
 * log skips what it does not understand. Trusts what is stored, since it was validated when it was appended.
 */
export const parseRecorded = parserOf(eventSchemas, upcasters);

/** @throws Error at once when a step between two versions is missing, so that a release with a gap does not start */
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
    // oxlint-disable-next-line typescript/consistent-type-assertions -- trusted, as said above: to parse every event that is read costs too much
    return { type, data, personal, eventId, siteId, position, version, at: recordedAt, meta } as RecordedEvent;
  };
}

/**
 * Strict, so that a field that the schema does not know never reaches the log in clear. Made once: zod compiles each
 * schema.
 */
const strict = Object.fromEntries(
  Object.entries<EventSchema>(eventSchemas).map(([type, { data, personal }]) => [
    type,
    { data: data.strict(), personal: (personal ?? z.object({})).strict() },
  ]),
);

/** An event that is what its schema says. */
interface Validated {
  readonly type: EventType;
  readonly data: Record<string, unknown>;
  readonly personal?: Record<string, unknown>;
}

/**
 * The event as it is to be stored.
 * @throws ZodError when the event is not what its schema says: a bug of ours, never the caller's fault
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
