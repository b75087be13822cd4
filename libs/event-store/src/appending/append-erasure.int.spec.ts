import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { survivingPool } from '#platform/postgres';
import { aPersonalEvent, anAppend, anEvent } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { OutcomeUnknown, SubjectErased } from '../append-errors.ts';
import type { EventLog } from '../event-log.ts';

const logs = new EventLogs();
let database: TestDatabase;
let pool: Pool;
let log: EventLog;
let other: EventLog;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = survivingPool({ connectionString: database.url });
  log = logs.open(database.url);
  other = logs.open(database.url);
});

afterAll(async () => {
  await logs.close();
  await pool.end();
  await database.drop();
});

const post = (writer: EventLog, subjectId: string) =>
  writer.append(anAppend({ events: [aPersonalEvent(subjectId, 'a word')] }));
const erasing = (subjectId: string, expectedVersion = 0) =>
  anAppend({
    streamId: subjectId,
    expectedVersion,
    events: [anEvent({ type: 'AuthorErased' })],
    erases: { subjectId, siteId: 'default' },
  });
const ofSubject = async (subjectId: string) =>
  (await log.readAfter(0, 10_000)).filter((event) => event.subjectId === subjectId);
const wordsOf = async (subjectId: string) =>
  (await logs.open(database.url).open(await ofSubject(subjectId))).map(({ personal }) => personal);

describe('an append that erases a subject', () => {
  it('destroys the key, notifies listeners, and prevents later events with personal data', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId);
    let notified = 0;
    const stop = log.onAppended(() => notified++);
    expect(await log.append(erasing(subjectId))).toMatchObject({ kind: 'appended', version: 1 });
    stop();
    expect(notified).toBe(1);
    expect(await log.open(await ofSubject(subjectId))).toMatchObject([{ personal: null }]);
    expect(await wordsOf(subjectId)).toEqual([null]);
    for (const writer of [log, other]) await expect(post(writer, subjectId)).rejects.toThrow(SubjectErased);
  });

  it('erases a subject without a key, too', async () => {
    const subjectId = uuidv7();
    await log.append(erasing(subjectId));
    await expect(post(log, subjectId)).rejects.toThrow(SubjectErased);
  });

  it('keeps the key if the append conflicts', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId);
    expect(await log.append(erasing(subjectId, 7))).toEqual({ kind: 'conflict', actualVersion: 0 });
    expect(await wordsOf(subjectId)).toEqual([{ body: 'a word' }]);
  });

  it('is not stored if the key cannot be destroyed', async () => {
    const subjectId = uuidv7();
    await post(log, subjectId);
    await pool.query(`
      create function refuse_dropping() returns trigger language plpgsql as $$
      begin raise exception 'injected' using errcode = '40P01'; end $$;
      create trigger refused_dropping before update on subject_keys for each row execute function refuse_dropping()`);
    const head = await log.head();
    await expect(log.append(erasing(subjectId))).rejects.toThrow(OutcomeUnknown);
    expect(await log.head()).toBe(head);
    expect(await wordsOf(subjectId)).toEqual([{ body: 'a word' }]);
    await pool.query('drop function refuse_dropping() cascade');
  });

  it('is followed by no event sealed under the key, however many processes append at once', async () => {
    const subjects = Array.from({ length: 10 }, () => uuidv7());
    for (const subjectId of subjects) {
      await post(log, subjectId);
      const writing = Array.from({ length: 20 }, (_, n) => post(n % 2 === 0 ? log : other, subjectId));
      const [erased] = await Promise.all([log.append(erasing(subjectId)), Promise.allSettled(writing)]);
      expect(erased.kind).toBe('appended');
      const position = erased.kind === 'appended' ? erased.position : 0;
      expect((await ofSubject(subjectId)).filter((event) => event.position > position)).toEqual([]);
      expect((await wordsOf(subjectId)).filter((words) => words !== null)).toEqual([]);
    }
  });
});
