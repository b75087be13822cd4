import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { aKey, anAppend, anEvent } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import type { Appended, AppendRequest } from './append.ts';
import { InvalidEvent, LogUnavailable } from '../append-errors.ts';
import type { EventLog } from '../event-log.ts';

const logs = new EventLogs();
let database: TestDatabase;
let log: EventLog;

beforeAll(async () => {
  database = await createTestDatabase();
  log = logs.open(database.url);
});

afterAll(async () => {
  await logs.close();
  await database.drop();
});

async function appended(request: AppendRequest): Promise<Appended> {
  const verdict = await log.append(request);
  if (verdict.kind !== 'appended') throw new Error(`not appended: ${verdict.kind}`);
  return verdict;
}

describe('an append', () => {
  it('stores its events, and returns their positions and version', async () => {
    const subjectId = uuidv7();
    const events = [
      anEvent({ schemaVersion: 3, subjectId }),
      anEvent({ type: 'CommentHeld', data: { deep: [{ x: 1.5 }, null] } }),
    ];
    const request = anAppend({ events });
    const verdict = await appended(request);
    const stored = await log.readStream(request.streamId);
    expect(verdict).toMatchObject({ version: 2, firstPosition: verdict.position - 1, recordedAt: expect.any(Date) });
    expect(stored).toEqual(
      events.map((event, index) => ({
        ...event,
        streamId: request.streamId,
        subjectId: event.subjectId ?? null,
        version: index + 1,
        position: verdict.firstPosition + index,
        sealed: null,
        recordedAt: verdict.recordedAt,
      })),
    );
  });

  it('continues its stream at the expected version', async () => {
    const { streamId } = anAppend();
    await appended(anAppend({ streamId }));
    expect(await appended(anAppend({ streamId, expectedVersion: 1 }))).toMatchObject({ version: 2 });
    expect((await log.readStream(streamId)).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('conflicts with an earlier append, and returns the actual version', async () => {
    const request = anAppend();
    await appended(request);
    expect(await log.append(request)).toEqual({ kind: 'conflict', actualVersion: 1 });
    expect(await log.append({ ...request, expectedVersion: 2 })).toEqual({ kind: 'conflict', actualVersion: 1 });
    expect(await log.append(anAppend({ expectedVersion: 1 }))).toEqual({ kind: 'conflict', actualVersion: 0 });
    expect(await log.readStream(request.streamId)).toHaveLength(1);
  });

  it('succeeds for exactly one of many concurrent requests', async () => {
    const request = anAppend();
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => log.append(request)));
    expect(verdicts.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
    expect(verdicts.filter(({ kind }) => kind === 'conflict')).toHaveLength(19);
  });

  it('assigns positions without gaps in the order of the requests, and none to conflicting ones', async () => {
    const head = await log.head();
    const requests = Array.from({ length: 30 }, (_, n) =>
      anAppend({ expectedVersion: n % 5 === 0 ? 9 : 0, events: Array.from({ length: n % 3 }, () => anEvent()) }),
    );
    await Promise.all(requests.map((request) => log.append(request)));
    const winners = requests.filter(({ expectedVersion }) => expectedVersion === 0);
    const eventIds = winners.flatMap(({ events }) => events.map(({ eventId }) => eventId));
    const stored = await log.readAfter(head, 100);
    expect(stored.map(({ eventId }) => eventId)).toEqual(eventIds);
    expect(stored.map(({ position }) => position)).toEqual(eventIds.map((_, index) => head + 1 + index));
  });

  it('is refused once a guarded stream has changed', async () => {
    const article = anAppend();
    await appended(article);
    const guards = [
      { streamId: article.streamId, version: 1 },
      { streamId: uuidv7(), version: 0 },
    ];
    expect(await log.append(anAppend({ guards }))).toMatchObject({ kind: 'appended' });
    await appended({ ...article, expectedVersion: 1 });
    const late = anAppend({ guards, idempotency: aKey() });
    expect(await log.append(late)).toEqual({ kind: 'guard-failed' });
    expect(await log.readStream(late.streamId)).toEqual([]);
    expect(await log.findIdempotent('a caller', late.idempotency!.key)).toBeUndefined();
  });

  it('checks its guards against earlier appends of the same batch', async () => {
    const article = anAppend();
    const guards = [{ streamId: article.streamId, version: 0 }];
    const [before, change, after] = await Promise.all(
      [anAppend({ guards }), article, anAppend({ guards })].map((one) => log.append(one)),
    );
    expect([before!.kind, change!.kind, after!.kind]).toEqual(['appended', 'appended', 'guard-failed']);
  });

  it('without events records its idempotency key at the head of the log', async () => {
    const { streamId } = anAppend();
    await appended(anAppend({ streamId }));
    const head = await log.head();
    const idempotency = aKey();
    const verdict = await appended({ streamId, expectedVersion: 1, events: [], idempotency });
    expect(verdict).toMatchObject({ position: head, firstPosition: head, version: 1 });
    expect(await log.append({ streamId, expectedVersion: 1, events: [], idempotency })).toMatchObject({
      kind: 'replayed',
      position: head,
    });
    expect(await log.head()).toBe(head);
    expect(await log.append({ streamId, expectedVersion: 0, events: [] })).toEqual({
      kind: 'conflict',
      actualVersion: 1,
    });
  });

  it('without events creates no stream, and may share a flush with others like it', async () => {
    await withClient(async (client) => {
      const streamId = uuidv7();
      const request = { stream_id: streamId, expected_version: 0, guards: [], subject_keys: [], events: [] };
      const { rows } = await client.query('select verdict, version from append_events($1)', [
        JSON.stringify([request, request]),
      ]);
      expect(rows).toEqual([
        { verdict: 'appended', version: 0 },
        { verdict: 'appended', version: 0 },
      ]);
      expect((await client.query('select from streams where stream_id = $1', [streamId])).rowCount).toBe(0);
    });
  });

  it('is answered with the first result when its key is repeated', async () => {
    const request = anAppend({ idempotency: aKey() });
    const { position } = await appended(request);
    const { requestHash, result } = request.idempotency!;
    const [again, later] = [
      await log.append(request),
      await log.append({ ...request, events: [anEvent()], expectedVersion: 1 }),
    ];
    expect(again).toEqual({ kind: 'replayed', requestHash, result, position });
    expect(later).toEqual(again);
    expect(await log.findIdempotent('a caller', request.idempotency!.key)).toEqual({ requestHash, result, position });
    expect(await log.readStream(request.streamId)).toHaveLength(1);
  });

  it('returns the hash of the first request if another one uses its key', async () => {
    const [first, other] = [aKey('used twice', 'first'), aKey('used twice', 'other')];
    await appended(anAppend({ idempotency: first }));
    const verdict = await log.append(anAppend({ idempotency: other }));
    expect(verdict).toMatchObject({ kind: 'replayed', requestHash: Buffer.from('first') });
  });

  it('is stored once for one key, however many requests arrive at once', async () => {
    const idempotency = aKey();
    const verdicts = await Promise.all(Array.from({ length: 10 }, () => log.append(anAppend({ idempotency }))));
    expect(verdicts.map(({ kind }) => kind)).toEqual(['appended', ...Array<string>(9).fill('replayed')]);
  });

  it('has keys that are separate for each scope', async () => {
    const idempotency = aKey();
    await appended(anAppend({ idempotency }));
    expect(await log.append(anAppend({ idempotency: { ...idempotency, scope: 'another caller' } }))).toMatchObject({
      kind: 'appended',
    });
    expect(await log.findIdempotent('unknown caller', idempotency.key)).toBeUndefined();
  });

  it('fails without affecting others if PostgreSQL rejects its data', async () => {
    const requests = Array.from({ length: 40 }, (_, n) =>
      anAppend(n === 17 ? { events: [anEvent({ schemaVersion: 70_000 })] } : {}),
    );
    const outcomes = await Promise.allSettled(requests.map((request) => log.append(request)));
    const refused = outcomes.flatMap((outcome, index) => (outcome.status === 'rejected' ? [index] : []));
    expect(refused).toEqual([17]);
    expect(outcomes[17]).toMatchObject({ reason: expect.any(InvalidEvent) });
    const streams = await log.readStreams(requests.map(({ streamId }) => streamId));
    expect([...streams.values()].filter((events) => events.length === 1)).toHaveLength(39);
  });

  it('notifies listeners', async () => {
    const notified = new Promise<void>((resolve) => {
      const stop = log.onAppended(() => {
        stop();
        resolve();
      });
    });
    await appended(anAppend());
    await notified;
  });
});

describe('a log that cannot be written for a while', () => {
  it('stores nothing, rejects with LogUnavailable, and accepts appends again afterwards', async () => {
    await withClient(async (client) => {
      await client.query('begin');
      await client.query('select lock_event_log()');
      const request = anAppend();
      await expect(log.append(request)).rejects.toThrow(LogUnavailable);
      await client.query('rollback');
      expect(await log.append(request)).toMatchObject({ kind: 'appended' });
    });
  });

  it('refuses isolation levels under which its lock is no protection', async () => {
    await withClient(async (client) => {
      await client.query('begin isolation level repeatable read');
      await expect(client.query("select append_events('[]')")).rejects.toThrow('read committed');
    });
  });
});

describe('streams', () => {
  it('are read together, with missing ones as empty', async () => {
    const [one, two, none] = [anAppend(), anAppend({ events: [anEvent(), anEvent()] }), uuidv7().toUpperCase()];
    await Promise.all([appended(one), appended(two)]);
    const streams = await log.readStreams([one.streamId, two.streamId, none]);
    expect([...streams].map(([streamId, events]) => [streamId, events.length])).toEqual([
      [one.streamId, 1],
      [two.streamId, 2],
      [none, 0],
    ]);
  });

  it('are listed by the partition keys of their events', async () => {
    const before = await log.head();
    for (const partitionKey of ['default/a', 'default/b', 'default/a'])
      await appended(anAppend({ events: [anEvent({ partitionKey })] }));
    const upTo = await log.head();
    await appended(anAppend({ events: [anEvent({ partitionKey: 'default/c' })] }));
    expect((await log.keysBetween(before, upTo)).toSorted()).toEqual(['default/a', 'default/b']);
  });
});

async function withClient(use: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
