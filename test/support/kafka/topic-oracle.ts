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

/** Everything that these topics hold now, each partition in its order. */
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

/** An event of the log, as far as the oracle compares it. */
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
 * Everything that is wrong with what the topics hold, beside the log: an event up to the checkpoint that is missing,
 * one that is not in the log, one in another place than its key's, first occurrences out of order, a broken chain of
 * `prev`. Empty when all is well; repetitions are.
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
    if (prev !== last) faults.push(`${place}: ${position} says it follows ${prev}, but follows ${last}`);
    last = position;
  }
  return faults;
}

/** The records that are not where their key belongs in topics of this many partitions. */
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
