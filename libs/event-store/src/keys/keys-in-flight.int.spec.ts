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
/** Connections of the process under test. The other processes have their own. */
let remote: Pool;
let others: Pool;
let late: LateAnswers;
let asked = 0;
let clock = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  proxy = await TcpProxy.start({ host: url.hostname, port: Number(url.port) });
  url.port = `${proxy.port}`;
  url.searchParams.delete('host'); // by TCP, because the proxy cannot forward a Unix socket
  remote = survivingPool({ connectionString: url.href, max: 3 });
  late = new LateAnswers(remote);
  remote.on('acquire', () => (asked += 1));
  others = survivingPool({ connectionString: database.url });
  await log().start();
});

afterAll(async () => {
  await logs.close();
  await remote.end();
  await others.end();
  await proxy.close();
  await database.drop();
});

/** Returns a subject with one event. */
async function aWriter(): Promise<string> {
  const subjectId = uuidv7();
  await log().append(anAppend({ events: [aPersonalEvent(subjectId)] }));
  return subjectId;
}

const erase = (subjectId: string): Promise<void> => eraseSubjectKey(others, subjectId, 'default');

/** A process with a clock that the spec sets. It is connected already, so that its next answer is not the handshake. */
async function aProcess(): Promise<SubjectKeys> {
  const keys = new SubjectKeys(remote, keyring, new ErasureLease(() => ({ monotonic: clock, wall: clock })));
  await keys.start();
  return keys;
}

const keyOf = async (keys: SubjectKeys, subjectId: string): Promise<Buffer | null | undefined> =>
  (await keys.forOpening(new Set([subjectId]))).get(subjectId);

/** Holds back the database's answer to this question until `release` is called. */
async function held<T>(ask: () => Promise<T>): Promise<Promise<T>[]> {
  late.hold();
  const asking = ask();
  asking.catch(() => undefined); // reported where it is awaited
  await until('the answer is on its way', () => late.waiting > 0);
  return [asking];
}

describe('a key whose answer is under way while its subject is erased', () => {
  it.each([1, 3])('is neither used nor cached by any of %i waiting callers', async (waiting) => {
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
    const { rows } = await others.query('select wrapped_key from subject_keys where subject_id = $1', [writer]);
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

  it('is not used for reading if an append reported it before this process followed erasures', async () => {
    const keys = new SubjectKeys(remote, keyring, new ErasureLease(() => ({ monotonic: clock, wall: clock })));
    const writer = await aWriter();
    const { rows } = await others.query('select wrapped_key from subject_keys where subject_id = $1', [writer]);
    keys.adopt(writer, rows[0].wrapped_key);
    expect(keys.forSealing(writer).wrapped).toEqual(rows[0].wrapped_key);
    await erase(writer);
    await keys.start();
    expect(await keyOf(keys, writer)).toBeNull();
  });

  it('does not affect the keys of other subjects in the same answer', async () => {
    const [writer, neighbour, keys] = [await aWriter(), await aWriter(), await aProcess()];
    const loads = await held(() => keys.forOpening(new Set([writer, neighbour])));
    await erase(writer);
    keys.forget(writer);
    late.release();
    const opened = await loads[0];
    expect(opened?.get(writer)).toBeNull();
    expect(opened?.get(neighbour)).toBeInstanceOf(Buffer);
  });

  it('is discarded after a second, and queried again', async () => {
    const [writer, keys] = [await aWriter(), await aProcess()];
    const loads = await held(() => keyOf(keys, writer));
    await erase(writer);
    clock += leaseMs; // this process was suspended
    late.release();
    expect(await loads[0]).toBeNull();
  });
});

describe('a key that another process has cached', () => {
  it('decrypts for a second after the last query, then no more', async () => {
    const [writer, keys] = [await aWriter(), await aProcess()];
    expect(await keyOf(keys, writer)).toBeInstanceOf(Buffer);
    await erase(writer);
    clock += leaseMs - 1;
    expect(await keyOf(keys, writer)).toBeInstanceOf(Buffer);
    clock += 1;
    expect(await keyOf(keys, writer)).toBeNull();
  });

  it('decrypts nothing while the database cannot be reached', async () => {
    const [writer, keys] = [await aWriter(), await aProcess()];
    await keyOf(keys, writer);
    clock += leaseMs;
    proxy.swallow('to-server');
    const swallowed = proxy.swallowed;
    const opening = keyOf(keys, writer);
    opening.catch(() => undefined);
    await until('the query is sent', () => proxy.swallowed > swallowed);
    proxy.cut();
    await expect(opening).rejects.toThrow('onnection');
    await until('the query succeeds', () =>
      keyOf(keys, writer).then(
        (key) => key !== null,
        () => false,
      ),
    );
  });

  it('costs one query a second under any load, and none while idle', async () => {
    const [writer, keys] = [await aWriter(), await aProcess()];
    await keyOf(keys, writer);
    const before = asked;
    for (let second = 0; second < 3; second++) {
      await Promise.all(Array.from({ length: 50 }, () => keyOf(keys, writer)));
      clock += leaseMs;
    }
    expect(asked - before).toBe(2);
  });

  it('is dropped if the database was replaced by another one', async () => {
    const [erased, writer, keys] = [uuidv7(), await aWriter(), await aProcess()];
    await erase(erased);
    clock += leaseMs;
    expect(await keyOf(keys, writer)).toBeInstanceOf(Buffer);
    // A backup from before the last erasure is restored, and others are erased in it.
    const client = await others.connect();
    await client.query(`set session_replication_role = replica`);
    await client.query('delete from subject_keys where subject_id = $1', [erased]);
    await client.query(`set session_replication_role = origin`);
    client.release();
    await erase(writer);
    clock += leaseMs;
    expect(await keyOf(keys, writer)).toBeNull();
  });

  it('is dropped in real time by a complete event log, too', async () => {
    const [here, there, subjectId] = [log(), log(), uuidv7()];
    await here.append(anAppend({ events: [aPersonalEvent(subjectId, 'soon forgotten')] }));
    const events = (await here.readAfter(0, 1000)).filter((event) => event.subjectId === subjectId);
    const opened = async () => (await there.open(events))[0]?.personal;
    expect(await opened()).toEqual({ body: 'soon forgotten' });
    await here.eraseSubject(subjectId, 'default');
    await until('the other process has dropped the key', async () => (await opened()) === null);
  });
});

describe('erasures', () => {
  const numbers = async (): Promise<Map<string, number>> => {
    const { rows } = await others.query<{ subject_id: string; erasure: string }>(
      'select subject_id, erasure from subject_keys where erased_at is not null order by erasure',
    );
    return new Map(rows.map(({ subject_id: id, erasure }) => [id, Number(erasure)]));
  };

  it('are numbered without gaps if several processes erase at once, and keep their numbers when repeated', async () => {
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

  it('are numbered also if another statement drops the key', async () => {
    const before = Math.max(0, ...(await numbers()).values());
    const subjects = [await aWriter(), await aWriter()];
    await others.query(
      'update subject_keys set wrapped_key = null, wrapping_key_id = null, erased_at = now() where subject_id = any ($1)',
      [subjects],
    );
    const now = await numbers();
    expect(new Set(subjects.map((id) => now.get(id)))).toEqual(new Set([before + 1, before + 2]));
  });
});
