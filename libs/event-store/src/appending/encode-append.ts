import type { AppendRequest } from './append.ts';
import { InvalidEvent } from '../append-errors.ts';
import type { EventToAppend, Json, JsonObject } from '../event.ts';
import type { Candidate } from './flush-choice.ts';
import { sealJointly } from '../keys/joint-seal.ts';
import { sealPersonal } from '../keys/sealed-data.ts';
import type { SubjectKey, SubjectKeys } from '../keys/subject-keys.ts';

/** A request as append_events expects it, with its personal data sealed, and the fields that group commit needs. */
export interface EncodedAppend extends Candidate {
  readonly json: string;
  readonly subjectKeys: ReadonlyMap<string, UsedKey>;
}

interface UsedKey extends SubjectKey {
  readonly siteId: string;
}

/**
 * The size limit of one event: its data, sealed data and meta. The largest is a policy with thousands of listed words.
 */
const maximalEventBytes = 256 * 1024;
/** The limit of nesting. Without it, Node and PostgreSQL refuse what is too deep for their stacks, each at its own depth. */
const maximalDepth = 1000;
/** The size limit of one request as sent. */
const maximalRequestBytes = 1024 * 1024;

/**
 * Encodes a request.
 * @throws InvalidEvent if it is too large, or has text that PostgreSQL would reject or change. Nothing is silently
 * removed.
 */
export function encodeAppend(request: AppendRequest, subjects: SubjectKeys): EncodedAppend {
  const subjectKeys = new Map<string, UsedKey>();
  const { idempotency, guards = [] } = request;
  const wire = {
    stream_id: uuid(request.streamId),
    expected_version: request.expectedVersion,
    guards: guards.map(({ streamId, version }) => ({ stream_id: uuid(streamId), version })),
    events: request.events.map((event) => encodeEvent(event, subjects, subjectKeys)),
    subject_keys: [...subjectKeys].map(([subjectId, key]) => encodeKey(subjectId, key, subjects.wrappingKeyId)),
    ...(idempotency && encodeIdempotency(idempotency)),
  };
  const json = stringify(wire);
  refuseUnstorableText(json);
  const bytes = Buffer.byteLength(json);
  if (bytes > maximalEventBytes) wire.events.forEach(refuseTooLarge);
  if (bytes > maximalRequestBytes)
    throw new InvalidEvent(`a request has at most ${maximalRequestBytes} bytes, this one ${bytes}`);
  return {
    json,
    bytes,
    streamId: wire.stream_id,
    writes: wire.events.length > 0,
    guards: wire.guards.map((guard) => guard.stream_id),
    idempotencyKey: idempotency && JSON.stringify([idempotency.scope, idempotency.key]),
    subjectKeys,
  };
}

interface EventOnTheWire {
  event_id: string;
  sealed: string | undefined;
  [column: string]: Json | undefined;
}

function encodeEvent(event: EventToAppend, subjects: SubjectKeys, used: Map<string, UsedKey>): EventOnTheWire {
  const subjectId = event.subjectId === undefined ? undefined : uuid(event.subjectId);
  const eventId = uuid(event.eventId);
  return {
    event_id: eventId,
    type: event.type,
    schema_version: event.schemaVersion,
    site_id: event.siteId,
    partition_key: event.partitionKey,
    subject_id: subjectId,
    data: event.data,
    sealed: event.personal && encodePersonal({ ...event, eventId, subjectId }, subjects, used),
    meta: event.meta,
  };
}

type WithSubject = Pick<EventToAppend, 'eventId' | 'type' | 'siteId' | 'personal' | 'aboutId'> & {
  subjectId: string | undefined;
};

function encodePersonal(event: WithSubject, subjects: SubjectKeys, used: Map<string, UsedKey>): string | undefined {
  if (event.personal === undefined) return undefined;
  const { subjectId } = event;
  if (subjectId === undefined) throw new InvalidEvent(`the event ${event.eventId} has personal data, but no subjectId`);
  refuseUnstorableText(stringify(event.personal));
  const keyOf = (id: string): Buffer => {
    const key = used.get(id) ?? { ...subjects.forSealing(id), siteId: event.siteId };
    used.set(id, key);
    return key.key;
  };
  const id = event.aboutId === undefined ? subjectId : uuid(event.aboutId);
  if (id === subjectId) return hex(sealPersonal(event.personal, keyOf(id), event));
  return hex(sealJointly(event.personal, keyOf(subjectId), { id, key: keyOf(id) }, event));
}

function encodeKey(subjectId: string, { siteId, wrapped }: UsedKey, wrappingKeyId: string): Json {
  return { subject_id: subjectId, site_id: siteId, wrapped_key: hex(wrapped), wrapping_key_id: wrappingKeyId };
}

function encodeIdempotency({ scope, key, requestHash, result }: NonNullable<AppendRequest['idempotency']>): JsonObject {
  return { scope, key, request_hash: hex(requestHash), result };
}

/** As PostgreSQL reads a bytea. */
function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}

// PostgreSQL accepts several spellings of one UUID. Streams are compared as strings here, so ids need one spelling.
function uuid(id: string): string {
  const lower = id.toLowerCase();
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(lower))
    throw new InvalidEvent(`not a UUID: ${JSON.stringify(id)}`);
  return lower;
}

/** @throws InvalidEvent if the value is nested too deeply */
function stringify(value: unknown): string {
  if (isDeeperThan(maximalDepth, value)) throw new InvalidEvent(`JSON is nested at most ${maximalDepth} levels deep`);
  return JSON.stringify(value);
}

const isDeeperThan = (depth: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (depth === 0 || Object.values(value).some((inner) => isDeeperThan(depth - 1, inner)));

// Above U+001F, JSON.stringify escapes only lone surrogates. Neither they nor U+0000 can be stored in a jsonb.
function refuseUnstorableText(json: string): void {
  if (/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(json))
    throw new InvalidEvent('U+0000 and lone surrogates cannot be stored');
}

function refuseTooLarge(event: EventOnTheWire): void {
  const bytes = Buffer.byteLength(JSON.stringify(event)) - (event.sealed?.length ?? 0) / 2;
  if (bytes > maximalEventBytes)
    throw new InvalidEvent(`an event has at most ${maximalEventBytes} bytes, ${event.event_id} has ${bytes}`);
}
