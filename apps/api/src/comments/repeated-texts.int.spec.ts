import { createPool } from '#platform/postgres';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { RepeatedTexts } from './repeated-texts.ts';

const key = Buffer.alloc(32, 5);
const noon = new Date('2026-03-01T12:00:00Z');
const later = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);

let database: TestDatabase;
let pool: ReturnType<typeof createPool>;
/** Stand for two processes of one installation. */
let here: RepeatedTexts;
let there: RepeatedTexts;
/** SQL statements that `here` sent. */
let statements: string[];
beforeEach(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url, 4, 'spec');
  statements = [];
  const query = (given: string | { text: string }, values?: unknown[]) => {
    statements.push(typeof given === 'string' ? given : given.text);
    return typeof given === 'string' ? pool.query(given, values) : pool.query(given);
  };
  here = new RepeatedTexts({ query } as unknown as typeof pool, { keys: { texts: key } });
  there = new RepeatedTexts(pool, { keys: { texts: key } });
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

describe('a repeated text', () => {
  it('is known to every process once its sender has the answer', async () => {
    await here.remember(['ann'], 'Well done!', noon);
    expect(await there.wasSent(['ann'], 'WELL  done!', 6, later(1))).toBe(true);
    expect(await here.wasSent(['ann'], 'Well done!', 6, later(1))).toBe(true);
    expect(await there.wasSent(['bert'], 'Well done!', 6, later(1))).toBe(false);
    expect(await there.wasSent(['ann'], 'Well put!', 6, later(1))).toBe(false);
  });

  it('is found under any of its sender’s keys', async () => {
    await here.remember(['id', 'guest Gus'], 'Hello.', noon);
    expect(await there.wasSent(['other id', 'guest Gus'], 'Hello.', 6, later(1))).toBe(true);
  });

  it('no longer counts after the policy’s minutes, and is deleted after ten minutes', async () => {
    await here.remember(['ann'], 'Hello.', noon);
    expect(await there.wasSent(['ann'], 'Hello.', 6, later(6))).toBe(false);
    await there.remember(['bert'], 'Something else.', later(11));
    expect((await pool.query('select from recent_texts')).rowCount).toBe(1);
  });

  it('counts from the last time it was sent', async () => {
    await here.remember(['ann'], 'Hello.', noon);
    await there.remember(['ann'], 'Hello.', later(5));
    await here.remember(['ann'], 'Hello.', later(4)); // a process with a slow clock
    expect(await here.wasSent(['ann'], 'Hello.', 6, later(10))).toBe(true);
  });

  it('is stored without a name or a word', async () => {
    await here.remember(['ann'], 'Hello.', noon);
    const { rows } = await pool.query<{ row: string }>('select t::text as row from recent_texts t');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toMatch(/ann|hello/i);
  });
});

describe('concurrent calls', () => {
  it('share a few statements', async () => {
    const names = Array.from({ length: 200 }, (_, number) => `reader ${number}`);
    await Promise.all(names.map((name) => here.remember([name], 'Hello.', noon)));
    const asked = await Promise.all(names.map((name) => here.wasSent([name], 'Hello.', 6, later(1))));
    expect(asked.every(Boolean)).toBe(true);
    expect(statements.length).toBeLessThan(10);
  });

  it('all fail while the database is unavailable, and none hangs', async () => {
    await pool.query('alter table recent_texts rename to gone');
    const asked = [1, 2, 3].map(() => here.wasSent(['ann'], 'Hello.', 6, noon));
    for (const one of asked) await expect(one).rejects.toThrow('recent_texts');
    await pool.query('alter table gone rename to recent_texts');
    expect(await here.wasSent(['ann'], 'Hello.', 6, noon)).toBe(false);
  });
});
