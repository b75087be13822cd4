import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { StartupError } from '#platform/startup-error';
import { aPersonalEvent, anAppend, anEvent } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs, aKeyring } from '#test/support/database/event-logs';
import { SubjectErased } from '../append-errors.ts';
import type { EventLog } from '../event-log.ts';

const logs = new EventLogs();
let database: TestDatabase;
let log: EventLog;
let other: EventLog;

beforeAll(async () => {
  database = await createTestDatabase();
  log = logs.open(database.url);
  other = logs.open(database.url);
  await log.start();
});

afterAll(async () => {
  await logs.close();
  await database.drop();
});

/** The personal data of a subject's events as a process decrypts it, the oldest first. */
async function read(reader: EventLog, subjectId: string): Promise<unknown[]> {
  const events = (await reader.readAfter(0, 1_000)).filter((event) => event.subjectId === subjectId);
  return (await reader.open(events)).map(({ personal }) => personal);
}

const post = (writer: EventLog, subjectId: string, body: string): ReturnType<EventLog['append']> =>
  writer.append(anAppend({ events: [aPersonalEvent(subjectId, body)] }));

describe('personal data', () => {
  it('is stored sealed, and decrypted by every process that has the wrapping key', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId, 'only for some eyes');
    const [event] = (await log.readAfter(0, 1_000)).slice(-1);
    expect(JSON.stringify(event)).not.toContain('some eyes');
    expect(event!.sealed).toBeInstanceOf(Buffer);
    expect(await read(other, subjectId)).toEqual([{ body: 'only for some eyes' }]);
  });

  it('is decrypted under one key when two processes write for a new subject at once', async () => {
    const subjects = Array.from({ length: 25 }, () => uuidv7());
    await Promise.all(subjects.flatMap((subjectId) => [post(log, subjectId, 'one'), post(other, subjectId, 'two')]));
    const fresh = logs.open(database.url);
    for (const subjectId of subjects) {
      const bodies = (await read(fresh, subjectId)) as { body: string }[];
      expect(bodies.map(({ body }) => body).toSorted()).toEqual(['one', 'two']);
      expect(await read(log, subjectId)).toEqual(bodies);
    }
  });

  it('is not decrypted with a key that was never stored', async () => {
    const subjectId = uuidv7();
    const lost = anAppend({ expectedVersion: 7, events: [aPersonalEvent(subjectId)] });
    expect(await log.append(lost)).toMatchObject({ kind: 'conflict' });
    await post(other, subjectId, 'under another key');
    expect(await read(log, subjectId)).toEqual([{ body: 'under another key' }]);
  });

  it('may belong to several subjects in one append', async () => {
    const [one, two] = [uuidv7(), uuidv7()];
    await log.append(anAppend({ events: [aPersonalEvent(one, 'of one'), aPersonalEvent(two, 'of two'), anEvent()] }));
    expect([...(await read(other, one)), ...(await read(other, two))]).toEqual([
      { body: 'of one' },
      { body: 'of two' },
    ]);
  });

  it('is refused if it was moved to another event', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId, 'first');
    await post(log, subjectId, 'second');
    const [first, second] = (await log.readAfter(0, 1_000)).filter((event) => event.subjectId === subjectId);
    await expect(log.open([{ ...first!, sealed: second!.sealed }])).rejects.toThrow('unable to authenticate');
  });
});

describe('the personal data of an erased subject', () => {
  it('is null from then on, in this process and in any that starts later', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId, 'to be forgotten');
    expect(await read(log, subjectId)).toEqual([{ body: 'to be forgotten' }]);
    await log.eraseSubject(subjectId, 'default');
    expect(await read(log, subjectId)).toEqual([null]);
    expect(await read(logs.open(database.url), subjectId)).toEqual([null]);
  });

  it('is not accepted again by any process', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId, 'first');
    await post(other, subjectId, 'second');
    await log.eraseSubject(subjectId, 'default');
    const head = await log.head();
    for (const writer of [log, other, logs.open(database.url)])
      await expect(post(writer, subjectId, 'again')).rejects.toThrow(new SubjectErased(subjectId));
    expect(await log.head()).toBe(head);
  });

  it('is not accepted even of a subject without earlier events', async () => {
    const subjectId = uuidv7();
    await log.eraseSubject(subjectId, 'default');
    await log.eraseSubject(subjectId, 'default');
    await expect(post(log, subjectId, 'first')).rejects.toThrow(SubjectErased);
  });

  it('does not prevent events without personal data', async () => {
    const subjectId = uuidv7();
    await log.eraseSubject(subjectId, 'default');
    expect(await log.append(anAppend({ events: [anEvent({ subjectId })] }))).toMatchObject({ kind: 'appended' });
  });

  it('is removed from the log, and nothing else is', async () => {
    const [subjectId, neighbour] = [uuidv7(), uuidv7()];
    for (const body of ['one', 'two']) await post(log, subjectId, body);
    await post(log, neighbour, 'mine');
    const before = await log.readAfter(0, 1_000);
    await log.eraseSubject(subjectId, 'default');
    expect(await log.clearSealedOf(subjectId)).toBe(2);
    expect(await log.clearSealedOf(subjectId)).toBe(0);
    const after = before.map((event) => (event.subjectId === subjectId ? { ...event, sealed: null } : event));
    expect(await log.readAfter(0, 1_000)).toEqual(after);
    expect(await read(log, neighbour)).toEqual([{ body: 'mine' }]);
  });
});

describe('words of one subject about another', () => {
  /** Appends such words. Returns a function that decrypts them, from a copy of the event, with a given reader. */
  async function words(writer: string, about: string) {
    await log.append(anAppend({ events: [{ ...aPersonalEvent(writer, 'about you'), aboutId: about.toUpperCase() }] }));
    const copy = (await log.readAfter(0, 1_000)).slice(-1);
    return async (reader: EventLog): Promise<unknown> => (await reader.open(copy))[0]?.personal;
  }

  it('are decrypted by every process, even if each cached another key for the other person before', async () => {
    const [writer, about] = [uuidv7(), uuidv7()];
    await post(other, about, 'by the other person');
    const opened = await words(writer, about);
    for (const reader of [log, other, logs.open(database.url)])
      expect(await opened(reader)).toEqual({ body: 'about you' });
  });

  it.each(['the writer', 'the person they are about'])(
    'are unreadable in every copy once %s is erased',
    async (erased) => {
      const [writer, about] = [uuidv7(), uuidv7()];
      const opened = await words(writer, about);
      await post(log, about, 'by the other person');
      await log.eraseSubject(erased === 'the writer' ? writer : about, 'default');
      for (const reader of [log, logs.open(database.url)]) expect(await opened(reader)).toBeNull();
      const left = erased === 'the writer' ? [{ body: 'by the other person' }] : [];
      expect((await read(log, about)).filter((personal) => personal !== null)).toEqual(left);
    },
  );

  it('are refused by every process once the person they are about is erased', async () => {
    const [writer, about] = [uuidv7(), uuidv7()];
    await words(writer, about);
    await other.eraseSubject(about, 'default');
    for (const process of [log, other, logs.open(database.url)]) {
      const again = anAppend({ events: [{ ...aPersonalEvent(writer, 'still'), aboutId: about }] });
      await expect(process.append(again)).rejects.toThrow(new SubjectErased(about));
    }
    await expect(post(log, writer, 'of myself')).resolves.toMatchObject({ kind: 'appended' });
  });

  it('are sealed under one key if both are the same person', async () => {
    const writer = uuidv7();
    const opened = await words(writer, writer);
    expect((await log.readAfter(0, 1_000)).at(-1)?.sealed?.[0]).toBe(1);
    expect(await opened(other)).toEqual({ body: 'about you' });
  });
});

describe('the keys', () => {
  it('are refused to a process with another wrapping key, at its start and when it appends', async () => {
    const otherLog = logs.open(database.url, { keyring: aKeyring() });
    await expect(otherLog.start()).rejects.toThrow(StartupError);
    await expect(post(otherLog, uuidv7(), 'mine')).rejects.toThrow(/ENCRYPTION_KEY/);
  });

  it('belong to the first of several processes that start at once', async () => {
    const empty = await createTestDatabase();
    const competitors = [logs.open(empty.url, { keyring: aKeyring() }), logs.open(empty.url, { keyring: aKeyring() })];
    const outcomes = await Promise.allSettled(competitors.map((one) => one.start()));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await Promise.all(competitors.map((one) => one.close()));
    await empty.drop();
  });

  it('cause an error if they are lost, because that is not an erasure', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId, 'mine');
    const events = (await log.readAfter(0, 1_000)).slice(-1);
    const withoutTheKey = [{ ...events[0]!, subjectId: uuidv7() }];
    await expect(log.open(withoutTheKey)).rejects.toThrow('is lost');
  });

  it('are stored wrapped', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId, 'mine');
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query('select wrapped_key, site_id from subject_keys where subject_id = $1', [
      subjectId,
    ]);
    await client.end();
    expect(rows).toEqual([{ site_id: 'default', wrapped_key: expect.any(Buffer) }]);
    expect(rows[0].wrapped_key).toHaveLength(29 + 32);
  });
});
