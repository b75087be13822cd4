import { createPool } from '#platform/postgres';
import type { Pool } from 'pg';
import { aKey, anAppend, anEvent } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { severitiesIn, TranslatingProxy } from '#test/support/network/translating-proxy';
import { until } from '#test/support/time/until';
import { InvalidEvent, LogUnavailable, OutcomeUnknown } from '../append-errors.ts';
import type { EventLog } from '../event-log.ts';

const logs = new EventLogs();
const proxies: TranslatingProxy[] = [];
let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url, 2, 'the spec');
});

afterAll(async () => {
  await logs.close();
  await pool.end();
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await database.drop();
});

async function logIn(language: keyof typeof severitiesIn): Promise<EventLog> {
  const { proxy, url } = await TranslatingProxy.start(database.url, severitiesIn[language]);
  proxies.push(proxy);
  return logs.open(url);
}

/** @param waitEvent the event that the sessions wait for; default: any state */
async function sessions(waitEvent?: string): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where datname = current_database() and application_name = 'colloquy append' and ($1::text is null or wait_event = $1)
     order by pid`,
    [waitEvent],
  );
  return rows.map(({ pid }) => pid);
}

describe('an append to a PostgreSQL with translated messages', () => {
  it.each(['de_DE', 'tr_TR', 'zh_CN'] as const)(
    '(%s) fails without affecting twenty others if its data is refused, on the same connection',
    async (language) => {
      const log = await logIn(language);
      await log.append(anAppend());
      const before = await sessions();
      const requests = Array.from({ length: 21 }, (_, n) =>
        anAppend(n === 7 ? { events: [anEvent({ schemaVersion: 70_000 })] } : {}),
      );
      const outcomes = await Promise.allSettled(requests.map((request) => log.append(request)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
      expect(outcomes[7]).toMatchObject({ reason: expect.any(InvalidEvent) });
      expect(await sessions()).toEqual(before);
    },
  );

  it('is unavailable and certainly not stored after a lock timeout', async () => {
    const log = await logIn('de_DE');
    const request = anAppend();
    const holder = await pool.connect();
    await holder.query('begin; select pg_advisory_xact_lock(4242)');
    const failure: unknown = await log.append(request).catch((error: unknown) => error);
    await holder.query('rollback');
    holder.release();
    expect(failure).toBeInstanceOf(LogUnavailable);
    expect(failure).not.toBeInstanceOf(OutcomeUnknown);
    expect(await log.readStream(request.streamId)).toEqual([]);
  });

  it('has an unknown outcome if its session was terminated', async () => {
    const log = await logIn('de_DE');
    const request = anAppend({ idempotency: aKey() });
    const holder = await pool.connect();
    await holder.query('begin; select pg_advisory_xact_lock(4242)');
    const failure = log.append(request).catch((error: unknown) => error);
    await until('the append waits for the lock', async () => (await sessions('advisory')).length === 1);
    for (const pid of await sessions('advisory')) await pool.query('select pg_terminate_backend($1)', [pid]);
    expect(await failure).toBeInstanceOf(OutcomeUnknown);
    await holder.query('rollback');
    holder.release();
    expect(await log.append(request)).toMatchObject({ kind: 'appended' });
  });
});
