import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { survivingPool } from '#platform/postgres';
import { aPersonalEvent, anAppend } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { LateAnswers } from '#test/support/database/late-answers';
import { TcpProxy } from '#test/support/network/tcp-proxy';
import { until } from '#test/support/time/until';
import { ErasureLease, leaseMs } from './erasure-lease.ts';
import { Keyring } from './keyring.ts';
import { eraseSubjectKey } from './subject-erasure.ts';
import { SubjectKeys } from './subject-keys.ts';

const keyring = new Keyring(randomBytes(32));
const logs = new EventLogs(keyring);
const log = () => logs.open(database.url);
let database: TestDatabase;
let proxy: TcpProxy;
/** The way of the process that is looked at; the others have a way of their own. */
let remote: Pool;
let beside: Pool;
let late: LateAnswers;
let asked = 0;
let clock = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  proxy = await TcpProxy.start({ host: url.hostname, port: Number(url.port) });
  url.port = `${proxy.port}`;
  url.searchParams.delete('host'); // by TCP, not by the server's socket
  remote = survivingPool({ connectionString: url.href, max: 3 });
  late = new LateAnswers(remote);
  remote.on('acquire', () => (asked += 1));
  beside = survivingPool({ connectionString: database.url });
  await log().start();
});

afterAll(async () => {
  await logs.close();
  await remote.end();
  await beside.end();
  await proxy.close();
  await database.drop();
});

/** Somebody who wrote something. */
async function aWriter(): Promise<string> {
  const subjectId = uuidv7();
  await log().append(anAppend({ events: [aPersonalEvent(subjectId)] }));
  return subjectId;
}

const erase = (subjectId: string): Promise<void> => eraseSubjectKey(beside, subjectId, 'default');

/** What a process knows, by a clock that the spec sets, and connected: the first answer is no handshake. */
async function aProcess(): Promise<SubjectKeys> {
  const keys = new SubjectKeys(remote, keyring, new ErasureLease(() => ({ monotonic: clock, wall: clock })));
  await keys.start();
  return keys;
}

const keyOf = async (keys: SubjectKeys, subjectId: string): Promise<Buffer | null | undefined> =>
  (await keys.forOpening(new Set([subjectId]))).get(subjectId);

/** Has the database's answer to what is asked now wait on its way, until it is released. */
async function held<T>(ask: () => Promise<T>): Promise<Promise<T>[]> {
  late.hold();
  const asking = ask();
  asking.catch(() => undefined); // thrown where it is awaited
  await until('the answer is on its way', () => late.waiting > 0);
  return [asking];
}

describe('a key that is on its way while its subject is erased', () => {
  it.each([1, 3])('is not used and not remembered, by any of %i who wait for it', async (waiting) => {
    const [writer, keys] = [await aWriter(), await aProcess()];
    const loads = await held(() => Promise.all(Array.from({ length: waiting }, () => keyOf(keys, writer))));
    await erase(writer);
    keys.forget(writer);
    late.release();
    expect(await loads[0]).toEqual(Array.from({ length: waiting }, () => null));
    expect(await keyOf(keys, writer)).toBeNull();
  });

  it('is not taken from the answer to an append that began before', async () => {
    const [writer, keys] = [await aWriter(), await aProcess()];
    const { rows } = await beside.query('select wrapped_key from subject_keys where subject_id = $1', [writer]);
    await erase(writer);
    keys.forget(writer);
    keys.adopt(writer, rows[0].wrapped_key);
    expect(await keyOf(keys, writer)).toBeNull();
  });

  it('is not taken from an append that was stored before', async () => {
    const [writer, keys] = [uuidv7(), await aProcess()];
    const candidate = keys.forSealing(writer);
    await erase(writer);
    keys.forget(writer);
    keys.confirm(writer, candidate);
    expect(await keyOf(keys, writer)).toBeNull();
  });

  it('is not read with on the word of an append from before this process was told of erasures', async () => {
    const keys = new SubjectKeys(remote, keyring, new ErasureLease(() => ({ monotonic: clock, wall: clock })));
    const writer = await aWriter();
    const { rows } = await beside.query('select wrapped_key from subject_keys where subject_id = $1', [writer]);
    keys.adopt(writer, rows[0].wrapped_key);
    expect(keys.forSealing(writer).wrapped).toEqual(rows[0].wrapped_key);
    await erase(writer);
    await keys.start();
    expect(await keyOf(keys, writer)).toBeNull();
  });

  it('is told from the keys of others, who are there', async () => {
    const [writer, neighbour, keys] = [await aWriter(), await aWriter(), await aProcess()];
    const loads = await held(() => keys.forOpening(new Set([writer, neighbour])));
    await erase(writer);
    keys.forget(writer);
    late.release();
    const opened = await loads[0];
    expect(opened?.get(writer)).toBeNull();
    expect(opened?.get(neighbour)).toBeInstanceOf(Buffer);
  });

  it('is too late after a second, and asked for again', async () => {
    const [writer, keys] = [await aWriter(), await aProcess()];
    const loads = await held(() => keyOf(keys, writer));
    await erase(writer);
    clock += leaseMs; // this process was frozen
    late.release();
    expect(await loads[0]).toBeNull();
  });
});

describe('a key that another process remembers', () => {
  it('opens for a second after the last look, and then no more', async () => {
    const [writer, keys] = [await aWriter(), await aProcess()];
    expect(await keyOf(keys, writer)).toBeInstanceOf(Buffer);
    await erase(writer);
    clock += leaseMs - 1;
    expect(await keyOf(keys, writer)).toBeInstanceOf(Buffer);
    clock += 1;
    expect(await keyOf(keys, writer)).toBeNull();
  });

  it('opens nothing while nobody can be asked', async () => {
    const [writer, keys] = [await aWriter(), await aProcess()];
    await keyOf(keys, writer);
    clock += leaseMs;
    proxy.swallow('to-server');
    const swallowed = proxy.swallowed;
    const opening = keyOf(keys, writer);
    opening.catch(() => undefined);
    await until('it asks', () => proxy.swallowed > swallowed);
    proxy.cut();
    await expect(opening).rejects.toThrow('onnection');
    await until('it asks again', () =>
      keyOf(keys, writer).then(
        (key) => key !== null,
        () => false,
      ),
    );
  });

  it('costs one question a second, however many use it, and none while nobody does', async () => {
    const [writer, keys] = [await aWriter(), await aProcess()];
    await keyOf(keys, writer);
    const before = asked;
    for (let second = 0; second < 3; second++) {
      await Promise.all(Array.from({ length: 50 }, () => keyOf(keys, writer)));
      clock += leaseMs;
    }
    expect(asked - before).toBe(2);
  });

  it('is in no memory any more where the database is another one now', async () => {
    const [erased, writer, keys] = [uuidv7(), await aWriter(), await aProcess()];
    await erase(erased);
    clock += leaseMs;
    expect(await keyOf(keys, writer)).toBeInstanceOf(Buffer);
    // A backup from before the last erasure is restored, and others are erased in it.
    const client = await beside.connect();
    await client.query(`set session_replication_role = replica`);
    await client.query('delete from subject_keys where subject_id = $1', [erased]);
    await client.query(`set session_replication_role = origin`);
    client.release();
    await erase(writer);
    clock += leaseMs;
    expect(await keyOf(keys, writer)).toBeNull();
  });

  it('is forgotten in real time by a whole log, too', async () => {
    const [here, there, subjectId] = [log(), log(), uuidv7()];
    await here.append(anAppend({ events: [aPersonalEvent(subjectId, 'soon forgotten')] }));
    const events = (await here.readAfter(0, 1000)).filter((event) => event.subjectId === subjectId);
    const opened = async () => (await there.open(events))[0]?.personal;
    expect(await opened()).toEqual({ body: 'soon forgotten' });
    await here.eraseSubject(subjectId, 'default');
    await until('the other one has forgotten', async () => (await opened()) === null);
  });
});

describe('erasures', () => {
  const numbers = async (): Promise<Map<string, number>> => {
    const { rows } = await beside.query<{ subject_id: string; erasure: string }>(
      'select subject_id, erasure from subject_keys where erased_at is not null order by erasure',
    );
    return new Map(rows.map(({ subject_id: id, erasure }) => [id, Number(erasure)]));
  };

  it('have numbers without a gap, whoever erases at once, and keep them when they are repeated', async () => {
    const before = Math.max(0, ...(await numbers()).values());
    const subjects = await Promise.all(Array.from({ length: 20 }, async (_, n) => (n % 2 ? aWriter() : uuidv7())));
    await Promise.all(subjects.map(erase));
    const first = await numbers();
    expect(subjects.map((id) => first.get(id) ?? 0).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => before + index + 1),
    );
    await Promise.all(subjects.map(erase));
    expect(await numbers()).toEqual(first);
  });

  it('have one also where a key is dropped by any other statement', async () => {
    const before = Math.max(0, ...(await numbers()).values());
    const subjects = [await aWriter(), await aWriter()];
    await beside.query(
      'update subject_keys set wrapped_key = null, wrapping_key_id = null, erased_at = now() where subject_id = any ($1)',
      [subjects],
    );
    const now = await numbers();
    expect(new Set(subjects.map((id) => now.get(id)))).toEqual(new Set([before + 1, before + 2]));
  });
});
