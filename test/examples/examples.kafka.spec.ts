import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { pino } from 'pino';
import type { Pool } from 'pg';
import { eventTopicsOf } from '#contracts/events/topics';
import { type CloudEvent, toCloudEvent } from '#contracts/cloud-event';
import { epochMark } from '#contracts/epoch-mark';
import { type BegunEpoch, newestLabel } from '#contracts/log-identity';
import type { EventLog } from '#event-store/event-log';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import { readEvents } from '#consumer/read-events';
import { createPool } from '#platform/postgres';
import { type RunningRelay, startRelay } from '#relay/relay';
import { anAppend } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { aKeyring, EventLogs } from '#test/support/database/event-logs';
import { kafkaForTests, type TestKafka } from '#test/support/kafka/brokers';
import { historyOf } from '#test/support/histories/random-history';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { readLog } from '#test/support/kafka/topic-oracle';
import { until } from '#test/support/time/until';

const root = join(import.meta.dirname, '../..');
const logger = pino({ level: 'silent' });
const keyring = aKeyring();
const wholeHistory = historyOf(7, 440).filter(({ type }) => type !== 'AuthorErased');
/** The events in the log so far. */
const history = wholeHistory.slice(0, 380);

let kafka: TestKafka;
let database: TestDatabase;
let pool: Pool;
let logs: EventLogs;
let log: EventLog;
let relay: RunningRelay;
let directory: string;

beforeAll(async () => {
  directory = temporaryDirectory();
  kafka = await kafkaForTests();
  database = await createTestDatabase();
  pool = createPool(database.url, 4, 'examples');
  logs = new EventLogs(keyring);
  log = logs.open(database.url);
  for (const event of history) await appended(event);
  relay = startRelay({
    pool,
    log,
    logger,
    topics: { prefix: kafka.prefix, partitions: 4, replication: 1 },
    openTransport: (line) => new KafkajsTransport({ brokers: kafka.brokers, clientId: `examples-${line}`, logger }),
  });
  await until('the history is published', async () => (await readLog(pool)).checkpoint === (await log.head()));
});

afterAll(async () => {
  await relay.stop();
  await logs.close();
  await pool.end();
  await database.drop();
  removeDirectory(directory);
});

const versions = new Map<string, number>();
async function appended(happened: HistoryEvent): Promise<HistoryEvent> {
  const { type, siteId, streamId, subjectId, aboutId, data, personal } = happened;
  const version = versions.get(streamId) ?? 0;
  versions.set(streamId, version + 1);
  const key =
    'articleId' in data ? `${siteId}/${data.articleId}` : 'authorId' in data ? `${siteId}/${data.authorId}` : siteId;
  const [request] = [anAppend()];
  const event = {
    ...request.events[0]!,
    type,
    siteId,
    partitionKey: key,
    data: { ...data } as never,
    ...(personal !== undefined && personal !== null && { personal: { ...personal } as never, subjectId }),
    ...(personal && aboutId !== null && { aboutId }),
  };
  const verdict = await log.append({ streamId, expectedVersion: version, events: [event] });
  if (verdict.kind !== 'appended') throw new Error(`not appended: ${verdict.kind}`);
  return happened;
}

const broker = (): string => String(kafka.brokers[0]);
const postedIn = (events: readonly { type: string }[]): number =>
  events.filter(({ type }) => type === 'CommentPosted').length;

/** Output of docs/examples/read-plainly.mjs. */
const printed = (): string =>
  execFileSync(process.execPath, ['docs/examples/read-plainly.mjs', broker(), kafka.prefix], {
    cwd: root,
    encoding: 'utf8',
  });

it('docs/examples/read-plainly.mjs prints every event of the log', () => {
  const events = printed()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CloudEvent);
  expect(events).toHaveLength(history.length);
  expect(events.map(({ type }) => type).toSorted()).toEqual(history.map(({ type }) => type as string).toSorted());
});

it('docs/examples/count-per-hour.ts keeps its counts across restarts, and counts nothing twice', async () => {
  const file = join(directory, 'counts.json');
  const counted = (): number => {
    if (!existsSync(file)) return 0;
    const { state } = JSON.parse(readFileSync(file, 'utf8')) as { state: { counts: Record<string, number> } };
    return Object.values(state.counts).reduce((sum, count) => sum + count, 0);
  };
  for (const round of [1, 2]) {
    if (round === 2) {
      for (const event of wholeHistory.slice(history.length)) history.push(await appended(event));
    }
    const args = [
      '-C',
      'source',
      '--import',
      './scripts/typescript.mjs',
      'docs/examples/count-per-hour.ts',
      broker(),
      kafka.prefix,
      file,
    ];
    const example = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = once(example, 'exit');
    await until(`round ${round} has counted`, () => counted() === postedIn(history));
    example.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  }
});

it('docs/examples/analyse.sql matches the log, despite duplicates and void events', async () => {
  const lines = printed();
  const restored = await linesOfRestore(lines.split('\n')[0] ?? '');
  writeFileSync(join(directory, 'events.ndjson'), [...restored, ...lines.split('\n').slice(0, 50), lines].join('\n'));
  const duck = await (await DuckDBInstance.create()).connect();
  const sql = readFileSync(join(root, 'docs/examples/analyse.sql'), 'utf8');
  await duck.run(sql.replace("'events.ndjson'", `'${join(directory, 'events.ndjson')}'`));
  const rows = async (view: string) => (await duck.runAndReadAll(`select * from ${view}`)).getRowObjectsJson();
  const types = [...new Set(history.map(({ type }) => type))].toSorted();
  expect(await rows('events_by_type')).toEqual(
    types.map((type) => ({ type, events: history.filter((event) => event.type === type).length })),
  );
  const articles = await rows('rejected_by_article');
  expect(articles.reduce((sum, { posted }) => sum + Number(posted), 0)).toBe(postedIn(history));
  const [waiting] = await rows('waiting');
  expect(Number(waiting?.['decided'])).toBe(
    history.filter(
      (e) =>
        (e.type === 'CommentApproved' || e.type === 'CommentCleared' || e.type === 'CommentRejected') &&
        e.data.waitedSeconds !== null,
    ).length,
  );
  duck.closeSync();
});

/** Lines that topics have in addition after a restore to this position: a marker, and an event that the log lacks. */
async function linesOfRestore(line: string): Promise<string[]> {
  const [identity, end] = [await log.identity(), await log.head()];
  const begun: BegunEpoch = { epoch: 2, after: end, reason: 'restore', beganAt: new Date() };
  const mark = epochMark({ ...identity, epochs: [...identity.epochs, begun] }, begun, {
    topic: 'comments',
    partition: 0,
  });
  const event = JSON.parse(line) as CloudEvent;
  const lost = { ...event, position: String(end + 1), log: newestLabel(identity) };
  return [toCloudEvent(mark, { log: `${identity.logId}.2` }), lost].map((one) => JSON.stringify(one));
}

it('the consumer package decrypts personal data if it gets the key', async () => {
  const { rows } = await pool.query<{ id: string; wrapped: Buffer }>(
    'select subject_id as id, wrapped_key as wrapped from subject_keys',
  );
  const keys = new Map(rows.map(({ id, wrapped }) => [id, keyring.unwrap(wrapped, id)]));
  const bodies: string[] = [];
  const reading = readEvents({
    brokers: kafka.brokers,
    groupId: `kit-${kafka.prefix}`,
    topics: eventTopicsOf(kafka.prefix),
    keyOf: (personId) => keys.get(personId) ?? null,
    onEvent: ({ event }) => {
      if (event?.type === 'CommentPosted') bodies.push(String(event.personal?.body));
    },
  });
  await until('every text is read', () => bodies.length === postedIn(history));
  await reading.stop();
  const written = history.flatMap((event) => (event.type === 'CommentPosted' ? [String(event.personal?.body)] : []));
  expect(bodies.toSorted()).toEqual(written.toSorted());
});
