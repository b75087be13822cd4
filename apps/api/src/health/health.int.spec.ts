import type { Pool } from 'pg';
import { survivingPool } from '#platform/postgres';
import { letMinutesPass } from '#test/support/time/let-minutes-pass';
import { type World, createWorld } from '#test/support/world/world';
import { brokerAsReported } from './broker-health.ts';

describe('the readiness answer', () => {
  let world: World;
  let pool: Pool;

  beforeAll(async () => {
    world = await createWorld();
    pool = survivingPool({ connectionString: world.databaseUrl });
  });
  afterAll(async () => {
    await pool.end();
    await world.stop();
  });

  const post = () =>
    world.call('POST', '/v1/sites/default/articles/a/comments', { body: { body: 'Hello', author: { name: 'Ada' } } });

  it('shows a stalled read model as a detail', async () => {
    expect((await post()).status).toBe(201);
    await world.settled();
    const before = await world.call('GET', '/health/ready');
    expect(before.body).toMatchObject({ projections: { thread: { status: 'active', lag: 0, stalled: false } } });
    await pool.query(`update projection_checkpoints set status = 'stopped' where name = 'thread'`);
    await post();
    await letMinutesPass(pool, 2);
    const { status, body } = await world.call('GET', '/health/ready');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ok', projections: { thread: { status: 'stopped', lag: 1, stalled: true } } });
  });

  it('shows the leading relay’s report as a detail, or that no relay leads', async () => {
    const broker = brokerAsReported(pool);
    expect(await broker()).toEqual({ status: 'unavailable', leader: null });
    await pool.query(
      `insert into relay_lease values ('relay', 'one', 7, now() + interval '1 minute', '{"connected": true, "stalled": true}')`,
    );
    expect(await broker()).toMatchObject({ status: 'ok', leader: 'one', stalled: true });
    await pool.query(`update relay_lease set expires_at = now() - interval '1 second'`);
    expect(await broker()).toMatchObject({ status: 'unavailable', leader: null });
  });
});
