import { Client, type Pool } from 'pg';
import { healthReasonCodes } from '#contracts/health-reasons';
import { survivingPool } from '#platform/postgres';
import { letMinutesPass } from '#test/support/time/let-minutes-pass';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';
import { brokerAsReported } from './broker-health.ts';

describe('the readiness answer', () => {
  let world: World;
  let pool: Pool;
  let foreign: Client;

  beforeAll(async () => {
    world = await createWorld();
    pool = survivingPool({ connectionString: world.databaseUrl });
    foreign = new Client({ connectionString: world.databaseUrl });
    await foreign.connect();
  });
  afterAll(async () => {
    await foreign.end();
    await pool.end();
    await world.stop();
  });

  const post = () =>
    world.call('POST', '/v1/sites/default/articles/a/comments', { body: { body: 'Hello', author: { name: 'Ada' } } });
  const ready = () => world.call('GET', '/health/ready');
  /** Waits for a newer answer, because one is reused for a second. */
  const untilReady = async (isExpected: (codes: readonly string[]) => boolean) => {
    const codesOf = async () => (await ready()).body.reasons.map(({ code }: { code: string }) => code);
    await until('it is as expected', async () => isExpected(await codesOf()));
    const { status, body } = await ready();
    return { status, body };
  };
  const untilReason = (code: string) => untilReady((codes) => codes.includes(code));
  const untilOk = () => untilReady((codes) => codes.length === 0);

  it('is ok while everything works', async () => {
    expect((await post()).status).toBe(201);
    await world.settled();
    const { status, body } = await untilOk();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'ok',
      database: 'ok',
      reasons: [],
      broker: { status: 'unused' },
      projections: { thread: { status: 'active', lag: 0, stalled: false } },
      erasures: { overdue: false },
    });
  });

  it.each([
    ['a lock on the events', 'lock table events in exclusive mode'],
    ['the lock of appends', 'select lock_event_log()'],
  ])('is degraded, but ready, while another session holds %s', async (_what, statement) => {
    await untilOk();
    const pid = (await foreign.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;
    await foreign.query(`begin; ${statement}`);
    const { status, body } = await untilReason('writes-blocked');
    expect([status, body.status, body.database]).toEqual([200, 'degraded', 'ok']);
    expect(body.reasons).toEqual([
      {
        code: 'writes-blocked',
        message: expect.stringContaining(`pg_terminate_backend(${pid})`),
        since: expect.any(String),
      },
    ]);
    const { body: metrics } = await world.call<string>('GET', '/metrics');
    expect(metrics).toContain('colloquy_health_reason{reason="writes-blocked"} 1');
    expect(metrics).toContain('colloquy_health_reason{reason="disk-full"} 0');
    expect(metrics).toContain('colloquy_ready 1');
    await foreign.query('rollback');
    await untilOk();
  });

  it('is degraded while readers cannot read', async () => {
    await foreign.query('begin; lock table read.comments in access exclusive mode'); // locks the table of the view, too
    const { status, body } = await untilReason('reads-blocked');
    expect([status, body.status]).toEqual([200, 'degraded']);
    await foreign.query('rollback');
    await untilOk();
  });

  it('is degraded while the database is read-only, and writes nothing to find out', async () => {
    const head = async () => (await pool.query('select max(position) from events')).rows[0];
    const before = await head();
    const { rows } = await pool.query<{ name: string }>('select current_database() as name');
    await pool.query(`alter database ${rows[0]?.name} set default_transaction_read_only = on`);
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'colloquy health'`,
    );
    const { status, body } = await untilReason('database-read-only');
    expect([status, body.status]).toEqual([200, 'degraded']);
    await foreign.query(`set default_transaction_read_only = off; alter database ${rows[0]?.name} reset all`);
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'colloquy health'`,
    );
    await untilOk();
    expect(await head()).toEqual(before);
  });

  it('is degraded while a read model is stopped', async () => {
    await pool.query(`update projection_checkpoints set status = 'stopped' where name = 'thread'`);
    await post();
    await letMinutesPass(pool, 2);
    const { status, body } = await untilReason('projection-stopped');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'degraded',
      projections: { thread: { status: 'stopped', lag: 1, stalled: true } },
    });
    const stopped = { code: 'projection-stopped', message: expect.stringContaining('thread') };
    expect(body.reasons).toContainEqual(expect.objectContaining(stopped));
  });

  it('names only known reasons in its metrics', async () => {
    const { body } = await world.call<string>('GET', '/metrics');
    const shown = [...body.matchAll(/colloquy_health_reason\{reason="([^"]+)"\}/g)].map(([, code]) => code);
    expect(shown).toEqual(healthReasonCodes);
  });

  it('shows the leading relay’s report, or that no relay leads', async () => {
    const { read } = brokerAsReported(pool);
    const missing = { reasons: [{ code: 'relay-missing' }] };
    expect(await read()).toMatchObject({ details: { broker: { status: 'unavailable', leader: null } }, ...missing });
    const report = (now: object) =>
      pool.query(
        `insert into relay_lease values ('relay', 'one', 7, now() + interval '1 minute', $1)
         on conflict (name) do update set report = excluded.report`,
        [now],
      );
    await report({ connected: true, stalled: false });
    expect(await read()).toMatchObject({ details: { broker: { status: 'ok', leader: 'one' } }, reasons: [] });
    await report({ connected: true, stalled: true, stalledLines: ['article-counts'] });
    expect(await read()).toMatchObject({
      details: { broker: { status: 'stalled', leader: 'one', stalled: true } },
      reasons: [{ code: 'publishing-stalled', message: expect.stringContaining('article-counts') }],
    });
    await report({ connected: true, stalled: true, stoppedAt: 12 });
    expect(await read()).toMatchObject({ reasons: [{ code: 'publishing-stopped' }] });
    await report({ connected: false });
    expect(await read()).toMatchObject({
      details: { broker: { status: 'unavailable' } },
      reasons: [{ code: 'broker-unavailable' }],
    });
    await pool.query(`update relay_lease set expires_at = now() - interval '1 second'`);
    expect(await read()).toMatchObject({ details: { broker: { status: 'unavailable', leader: null } }, ...missing });
  });
});
