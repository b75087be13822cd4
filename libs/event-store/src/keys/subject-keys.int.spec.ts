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

/** What a process reads of a subject's events, the oldest first. */
async function read(reader: EventLog, subjectId: string): Promise<unknown[]> {
  const events = (await reader.readAfter(0, 1_000)).filter((event) => event.subjectId === subjectId);
  return (await reader.open(events)).map(({ personal }) => personal);
}

const post = (writer: EventLog, subjectId: string, body: string): ReturnType<EventLog['append']> =>
  writer.append(anAppend({ events: [aPersonalEvent(subjectId, body)] }));

describe('personal data', () => {
  it('lies sealed in the log, and opens for every process that has the wrapping key', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId, 'only for some eyes');
    const [event] = (await log.readAfter(0, 1_000)).slice(-1);
    expect(JSON.stringify(event)).not.toContain('some eyes');
    expect(event!.sealed).toBeInstanceOf(Buffer);
    expect(await read(other, subjectId)).toEqual([{ body: 'only for some eyes' }]);
  });

  it('opens under one key when two processes write of a new subject at once', async () => {
    const subjects = Array.from({ length: 25 }, () => uuidv7());
    await Promise.all(subjects.flatMap((subjectId) => [post(log, subjectId, 'one'), post(other, subjectId, 'two')]));
    const fresh = logs.open(database.url);
    for (const subjectId of subjects) {
      const bodies = (await read(fresh, subjectId)) as { body: string }[];
      expect(bodies.map(({ body }) => body).toSorted()).toEqual(['one', 'two']);
      expect(await read(log, subjectId)).toEqual(bodies);
    }
  });

  it('is not read with a key that never came to be stored', async () => {
    const subjectId = uuidv7();
    const lost = anAppend({ expectedVersion: 7, events: [aPersonalEvent(subjectId)] });
    expect(await log.append(lost)).toMatchObject({ kind: 'conflict' });
    await post(other, subjectId, 'under another key');
    expect(await read(log, subjectId)).toEqual([{ body: 'under another key' }]);
  });

  it('may be of several subjects in one append', async () => {
    const [one, two] = [uuidv7(), uuidv7()];
    await log.append(anAppend({ events: [aPersonalEvent(one, 'of one'), aPersonalEvent(two, 'of two'), anEvent()] }));
    expect([...(await read(other, one)), ...(await read(other, two))]).toEqual([
      { body: 'of one' },
      { body: 'of two' },
    ]);
  });

  it('is refused where somebody moved it to another event', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId, 'first');
    await post(log, subjectId, 'second');
    const [first, second] = (await log.readAfter(0, 1_000)).filter((event) => event.subjectId === subjectId);
    await expect(log.open([{ ...first!, sealed: second!.sealed }])).rejects.toThrow('unable to authenticate');
  });
});

describe('the personal data of an erased subject', () => {
  it('opens as null from then on, in this process and any that starts later', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId, 'to be forgotten');
    expect(await read(log, subjectId)).toEqual([{ body: 'to be forgotten' }]);
    await log.eraseSubject(subjectId, 'default');
    expect(await read(log, subjectId)).toEqual([null]);
    expect(await read(logs.open(database.url), subjectId)).toEqual([null]);
  });

  it('is not accepted again, by any process', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId, 'first');
    await post(other, subjectId, 'second');
    await log.eraseSubject(subjectId, 'default');
    const head = await log.head();
    for (const writer of [log, other, logs.open(database.url)])
      await expect(post(writer, subjectId, 'again')).rejects.toThrow(new SubjectErased(subjectId));
    expect(await log.head()).toBe(head);
  });

  it('is not accepted even of a subject nothing was known of', async () => {
    const subjectId = uuidv7();
    await log.eraseSubject(subjectId, 'default');
    await log.eraseSubject(subjectId, 'default');
    await expect(post(log, subjectId, 'first')).rejects.toThrow(SubjectErased);
  });

  it('does not stand in the way of events that say nothing personal', async () => {
    const subjectId = uuidv7();
    await log.eraseSubject(subjectId, 'default');
    expect(await log.append(anAppend({ events: [anEvent({ subjectId })] }))).toMatchObject({ kind: 'appended' });
  });

  it('disappears from the log, and nothing else does', async () => {
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

describe('what one subject wrote about another', () => {
  /** The words, as the log and any copy of it have them from now on, and as this reader opens them. */
  async function words(writer: string, about: string) {
    await log.append(anAppend({ events: [{ ...aPersonalEvent(writer, 'about you'), aboutId: about.toUpperCase() }] }));
    const copy = (await log.readAfter(0, 1_000)).slice(-1);
    return async (reader: EventLog): Promise<unknown> => (await reader.open(copy))[0]?.personal;
  }

  it('opens for every process, though each knew a key of its own for the other before', async () => {
    const [writer, about] = [uuidv7(), uuidv7()];
    await post(other, about, 'by whom it is about');
    const opened = await words(writer, about);
    for (const reader of [log, other, logs.open(database.url)])
      expect(await opened(reader)).toEqual({ body: 'about you' });
  });

  it.each(['the writer', 'whom it is about'])('opens for nobody, in no copy, once %s is erased', async (erased) => {
    const [writer, about] = [uuidv7(), uuidv7()];
    const opened = await words(writer, about);
    await post(log, about, 'by whom it is about');
    await log.eraseSubject(erased === 'the writer' ? writer : about, 'default');
    for (const reader of [log, logs.open(database.url)]) expect(await opened(reader)).toBeNull();
    const left = erased === 'the writer' ? [{ body: 'by whom it is about' }] : [];
    expect((await read(log, about)).filter((personal) => personal !== null)).toEqual(left);
  });

  it('is not accepted any more once whom it is about is erased, by any process', async () => {
    const [writer, about] = [uuidv7(), uuidv7()];
    await words(writer, about);
    await other.eraseSubject(about, 'default');
    for (const process of [log, other, logs.open(database.url)]) {
      const again = anAppend({ events: [{ ...aPersonalEvent(writer, 'still'), aboutId: about }] });
      await expect(process.append(again)).rejects.toThrow(new SubjectErased(about));
    }
    await expect(post(log, writer, 'of myself')).resolves.toMatchObject({ kind: 'appended' });
  });

  it('is sealed under one key where both are the same person', async () => {
    const writer = uuidv7();
    const opened = await words(writer, writer);
    expect((await log.readAfter(0, 1_000)).at(-1)?.sealed?.[0]).toBe(1);
    expect(await opened(other)).toEqual({ body: 'about you' });
  });
});

describe('the keys', () => {
  it('are not opened by a process with another wrapping key: it is refused at the start, and when it appends', async () => {
    const stranger = logs.open(database.url, { keyring: aKeyring() });
    await expect(stranger.start()).rejects.toThrow(StartupError);
    await expect(post(stranger, uuidv7(), 'mine')).rejects.toThrow(/ENCRYPTION_KEY/);
  });

  it('belong to whoever comes first, of those who start at once', async () => {
    const empty = await createTestDatabase();
    const strangers = [logs.open(empty.url, { keyring: aKeyring() }), logs.open(empty.url, { keyring: aKeyring() })];
    const outcomes = await Promise.allSettled(strangers.map((stranger) => stranger.start()));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await Promise.all(strangers.map((stranger) => stranger.close()));
    await empty.drop();
  });

  it('are missed where they are lost: that is no erasure', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId, 'mine');
    const events = (await log.readAfter(0, 1_000)).slice(-1);
    const withoutTheKey = [{ ...events[0]!, subjectId: uuidv7() }];
    await expect(log.open(withoutTheKey)).rejects.toThrow('is lost');
  });

  it('are wrapped in the database', async () => {
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
