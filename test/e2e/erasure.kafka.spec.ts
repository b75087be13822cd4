import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { eventTopicsOf } from '#contracts/events/topics';
import { Keyring } from '#event-store/keys/keyring';
import { alsoAbout, unsealJointly } from '#event-store/keys/joint-seal';
import { unsealPersonal } from '#event-store/keys/sealed-data';
import type { IncomingRecord } from '#messaging/record';
import { survivingPool } from '#platform/postgres';
import { type Traces, leaveTraces, takenAndRefused } from '#test/support/personal-data/canary';
import { type CapturedOutput, captureOutput } from '#test/support/processes/captured-output';
import { kafkaForTests } from '#test/support/kafka/brokers';
import { tablesThatHold, tracesIn } from '#test/support/personal-data/personal-traces';
import { readLog, readTopics } from '#test/support/kafka/topic-oracle';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
const canary = `canary${randomBytes(9).toString('hex')}`;

let world: World;
let pool: Pool;
let output: CapturedOutput;
let traces: Traces;
let read: () => Promise<readonly IncomingRecord[]>;

beforeAll(async () => {
  output = captureOutput();
  const { brokers, prefix } = await kafkaForTests();
  world = await createWorld({
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_TOPIC_PREFIX: prefix,
    KAFKA_PARTITIONS: '3',
    LOG_LEVEL: 'trace',
  });
  pool = survivingPool({ connectionString: world.databaseUrl });
  read = async () => {
    await published();
    return readTopics(brokers, [...eventTopicsOf(prefix), `${prefix}.article-counts`]);
  };
  traces = await leaveTraces(world, canary);
  expect(traces.statuses).toEqual(takenAndRefused);
  await world.settled();
});
afterAll(async () => {
  await pool.end();
  await world.stop();
  output.release();
});

async function published(): Promise<void> {
  await until('everything in the log is published', async () => {
    const { entries, checkpoint } = await readLog(pool);
    return checkpoint >= Number(entries.at(-1)?.position);
  });
}

interface Event {
  readonly id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}
const sealedIn = (records: readonly IncomingRecord[]): Event[] =>
  records
    .filter(({ topic, value }) => value !== null && !topic.endsWith('.article-counts'))
    .map(({ value }) => JSON.parse(String(value)) as Event)
    .filter(({ data }) => typeof data['sealed'] === 'string');

/** The sealed texts of the topics that can be decrypted with all existing keys. */
async function openedIn(records: readonly IncomingRecord[]): Promise<{ event: Event; text: string }[]> {
  const keyring = new Keyring(world.service.secrets.encryptionKey);
  const { rows } = await pool.query<{ subject_id: string; wrapped_key: Buffer }>(
    'select subject_id, wrapped_key from subject_keys where wrapped_key is not null',
  );
  const keys = rows.map(({ subject_id, wrapped_key }) => keyring.unwrap(wrapped_key, subject_id));
  return sealedIn(records).flatMap((event) =>
    keys.flatMap((one) => keys.flatMap((other) => openedWith(event, one, other))),
  );
}

/** The texts that one of two keys decrypts, or both together. */
function openedWith(event: Event, one: Buffer, other: Buffer): { event: Event; text: string }[] {
  const sealed = Buffer.from(String(event.data['sealed']), 'base64');
  const bound = { eventId: event.id, type: event.type };
  const id = alsoAbout(sealed);
  if (id === null && one !== other) return [];
  try {
    const personal =
      id === null ? unsealPersonal(sealed, one, bound) : unsealJointly(sealed, one, { id, key: other }, bound);
    return [{ event, text: JSON.stringify(personal) }];
  } catch {
    return []; // under other keys
  }
}

describe('before an erasure', () => {
  it('a person’s words are in the topics only in sealed form', async () => {
    const records = await read();
    expect(records.length).toBeGreaterThan(10);
    expect(tracesIn(JSON.stringify(records), canary)).toEqual([]);
    const found = (await openedIn(records)).filter(({ text }) => tracesIn(text, canary).length > 0);
    expect(new Set(found.map(({ event }) => event.type))).toEqual(
      new Set([
        ...['CommentPosted', 'CommentEdited', 'CommentFlagged', 'CommentRejected', 'CommentNoted', 'AuthorRestricted'],
      ]),
    );
  });
});

describe('after an erasure, a person', () => {
  beforeAll(async () => {
    for (const { id, token } of [traces.person, traces.guest]) {
      const { status, body } = await world.call('DELETE', `${site}/authors/${id}`, { token });
      expect([status, body.stillReadable]).toEqual([200, 0]);
      const words = id === traces.person.id ? 3 : 1; // a report, a rejection, a note; a report
      expect(body.othersWords).toEqual({ events: words, readableInCopies: 0 });
      expect(body.topics.map(({ topic }: { topic: string }) => topic)).toContain('comments');
      await until('the erasure is complete', async () => {
        const again = await world.call('DELETE', `${site}/authors/${id}`, { token: traces.admin });
        return again.body.completedAt !== null;
      });
    }
    await world.settled();
  });

  it('still has events in the topics, but no pair of keys decrypts words about them, by any writer', async () => {
    const records = await read();
    const erased = [traces.person.id, traces.guest.id];
    expect(JSON.stringify(records)).toContain('AuthorErased');
    expect(tracesIn(JSON.stringify(records), canary)).toEqual([]);
    const theirComments = [traces.person.commentId, traces.guest.commentId];
    const byOthers = sealedIn(records).filter(
      ({ data }) =>
        theirComments.includes(String(data['commentId'])) &&
        !erased.includes(String(data['authorId'] ?? data['reporterId'] ?? data['moderatorId'])),
    );
    expect(byOthers.map(({ type }) => type).toSorted()).toEqual([
      ...['CommentFlagged', 'CommentFlagged', 'CommentNoted', 'CommentRejected'],
    ]);
    const opened = await openedIn(records);
    expect(opened.filter(({ text }) => text.includes('mine'))).toHaveLength(1); // proves that this spec can decrypt what still has its keys
    const ids = byOthers.map(({ id }) => id);
    expect(opened.filter(({ event }) => ids.includes(event.id))).toEqual([]);
    expect(opened.filter(({ text }) => tracesIn(text, canary).length > 0)).toEqual([]);
  });

  it('is in no table, metric, log line or answer to a repeated command', async () => {
    expect((await tablesThatHold(world.databaseUrl, canary)).found).toEqual([]);
    expect(tracesIn((await world.call<string>('GET', '/metrics')).body, canary)).toEqual([]);
    const replayed = await world.call('POST', `${site}/articles/a/comments`, traces.guestPost);
    expect(replayed.headers.get('idempotent-replayed')).toBe('true');
    expect(tracesIn(JSON.stringify(replayed.body), canary)).toEqual([]);
    world.service.logger.info('a line that must be captured');
    world.service.logger.flush();
    await until('the line is in the log', () => output.text().includes('a line that must be captured'));
    expect(tracesIn(output.text(), canary)).toEqual([]);
  });
});
