import type { Pool } from 'pg';
import { InvalidEvent, OutcomeUnknown } from '#event-store/append-errors';
import { migrate } from '#platform/migrate';
import { moduleMigrations } from '#platform/migrations';
import { createPool } from '#platform/postgres';
import { isTransient } from '#projector/apply/failure';
import { aKey, anAppend, anEvent } from '#test/support/database/appends';
import { type DebianPostgres, startDebianPostgres } from '#test/support/database/debian-postgres';
import { EventLogs } from '#test/support/database/event-logs';
import { until } from '#test/support/time/until';

describe.each([
  ['de_DE', 'FEHLER'],
  ['zh_CN', '错误'],
])('a PostgreSQL with messages in %s', (locale, severity) => {
  const logs = new EventLogs();
  let server: DebianPostgres;
  let pool: Pool;

  beforeAll(async () => {
    server = await startDebianPostgres({ locale });
    await migrate(server.url, moduleMigrations());
    pool = createPool(server.url, 2, 'the spec');
  });
  afterAll(async () => {
    await logs.close();
    await pool.end();
    await server.stop();
  });

  it('has translated errors', async () => {
    await expect(pool.query('select 1 / 0')).rejects.toMatchObject({ severity, code: '22012' });
  });

  it('fails one bad append, and stores the others of its flush', async () => {
    const log = logs.open(server.url);
    await log.append(anAppend());
    const requests = Array.from({ length: 21 }, (_, n) =>
      anAppend(n === 7 ? { events: [anEvent({ schemaVersion: 70_000 })] } : {}),
    );
    const outcomes = await Promise.allSettled(requests.map((request) => log.append(request)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    expect(outcomes[7]).toMatchObject({ reason: expect.any(InvalidEvent) });
  });

  it('reports an append with a terminated session as unknown, and stores it once though it is repeated', async () => {
    const log = logs.open(server.url);
    await log.append(anAppend());
    const request = anAppend({ idempotency: aKey() });
    const holder = await pool.connect();
    await holder.query('begin; select pg_advisory_xact_lock(4242)');
    const failure = log.append(request).catch((error: unknown) => error);
    await until('it was ended while it waited', async () => {
      const { rowCount } = await pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'colloquy append' and wait_event = 'advisory'`,
      );
      return rowCount === 1;
    });
    expect(await failure).toBeInstanceOf(OutcomeUnknown);
    await holder.query('rollback');
    holder.release();
    expect(await log.append(request)).toMatchObject({ kind: 'appended' });
  });

  it('counts a terminated session as transient, so that projections retry', async () => {
    const lent = await pool.connect();
    const { rows } = await lent.query<{ pid: number }>('select pg_backend_pid() as pid');
    const failure = lent.query('select pg_sleep(10)').catch((error: unknown) => error);
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    expect(isTransient(await failure)).toBe(true);
    lent.release(true);
  });
});
