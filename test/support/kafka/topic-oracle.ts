import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { Pool } from 'pg';
import { type CloudEvent, topicOf } from '#contracts/cloud-event';
import { epochMarkType } from '#contracts/epoch-mark';
import { isEventType } from '#contracts/event-schemas';
import { partitionName } from '#contracts/topic-partition';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import { partitionOf } from '#messaging/partitioner';
import type { IncomingRecord } from '#messaging/record';
import { RecordingHandler } from '#messaging/recording-handler';

/** Reads all records that the topics hold now, each partition in its order. */
export async function readTopics(
  brokers: readonly string[],
  topics: readonly string[],
): Promise<readonly IncomingRecord[]> {
  const expected = await recordCount(brokers, topics);
  const logger = { debug: () => undefined, warn: () => undefined };
  const transport = new KafkajsTransport({ brokers, clientId: 'oracle', logger });
  const reader = new RecordingHandler();
  transport.consume(`oracle-${randomUUID()}`, topics, reader);
  try {
    await reader.until(() => reader.records.length >= expected);
    return reader.records;
  } finally {
    await transport.close();
  }
}

async function recordCount(brokers: readonly string[], topics: readonly string[]): Promise<number> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const ends = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)));
    return ends.flat().reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  } finally {
    await admin.disconnect();
  }
}

/** The fields of an event of the log that are compared. */
export interface LogEntry {
  readonly id: string;
  readonly position: number;
}

export async function readLog(pool: Pool): Promise<{ entries: LogEntry[]; checkpoint: number }> {
  const { rows: checkpoints } = await pool.query<{ position: string }>(
    `select position from relay_checkpoint where name = 'events'`,
  );
  const { rows } = await pool.query<{ id: string; position: string }>(
    'select event_id as id, position from events order by position',
  );
  const entries = rows.map(({ id, position }) => ({ id, position: Number(position) }));
  return { entries, checkpoint: Number(checkpoints[0]?.position ?? 0) };
}

/**
 * Compares records with the log and returns the faults: events up to the checkpoint that are missing, events that are
 * not in the log, events in the wrong topic, first occurrences out of order, broken chains of `prev`. Repeated records
 * are no fault.
 */
export function faultsIn(
  records: readonly IncomingRecord[],
  log: { entries: readonly LogEntry[]; checkpoint: number },
): string[] {
  const places = new Map<string, IncomingRecord[]>();
  for (const record of records) {
    const place = partitionName(record);
    const held = places.get(place);
    if (held) held.push(record);
    else places.set(place, [record]);
  }
  const events = records.map(({ value }) => eventIn(value)).filter(({ type }) => type !== epochMarkType);
  const published = new Map(events.map(({ position, id }) => [position, id]));
  const known = new Map(log.entries.map(({ id, position }) => [String(position), id]));
  const due = log.entries.filter(({ position }) => position <= log.checkpoint);
  return [
    ...due.flatMap(({ id, position }) => (published.get(String(position)) === id ? [] : [`${position} is missing`])),
    ...[...published].flatMap(([position, id]) =>
      known.get(position) === id ? [] : [`${position} is not in the log`],
    ),
    ...[...places].flatMap(([place, held]) => faultsInPlace(place, held)),
  ];
}

function faultsInPlace(place: string, records: readonly IncomingRecord[]): string[] {
  let last: string | undefined;
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const { value, topic } of records) {
    const { id, position, prev, type } = eventIn(value);
    if (isEventType(type) && !topic.endsWith(`.${topicOf(type)}`)) faults.push(`${place}: ${type} belongs elsewhere`);
    if (seen.has(id)) continue;
    seen.add(id);
    const isBehind = type === epochMarkType ? Number(position) >= Number(last) : Number(position) > Number(last);
    if (last !== undefined && !isBehind) faults.push(`${place}: ${position} came after ${last}`);
    if (prev !== last) faults.push(`${place}: ${position} has prev ${prev}, but follows ${last}`);
    last = position;
  }
  return faults;
}

/** The records that are not in the partition of their key, given the number of partitions of a topic. */
export const misplaced = (records: readonly IncomingRecord[], partitions: number): readonly IncomingRecord[] =>
  records.filter(
    ({ key, value, partition }) =>
      eventIn(value).type !== epochMarkType && partitionOf(String(key), partitions) !== partition,
  );

const parsed = new WeakMap<object, CloudEvent>();
export const eventOf = (record: IncomingRecord): CloudEvent => {
  const known = parsed.get(record) ?? eventIn(record.value);
  parsed.set(record, known);
  return known;
};

const eventIn = (value: string | null): CloudEvent => JSON.parse(String(value)) as CloudEvent;
