import type { Pool } from 'pg';
import { survivingPool } from '#platform/postgres';
import { until } from '#test/support/time/until';
import { createWorld, type World } from '#test/support/world/world';

describe('the log over HTTP', () => {
  let world: World;
  let pool: Pool;
  let token: string;
  let log: string;

  beforeAll(async () => {
    world = await createWorld();
    pool = survivingPool({ connectionString: world.databaseUrl });
    token = await world.token({ sub: 'ana', roles: ['analyst'] });
    for (const body of ['one', 'two']) await post(body);
    ({ log } = (await world.call('GET', '/health/ready')).body);
  });
  afterAll(async () => {
    await pool.end();
    await world.stop();
  });

  const post = async (body: string): Promise<number> => {
    const options = { body: { body, author: { name: 'Ada' } } };
    const { body: answer } = await world.call('POST', '/v1/sites/default/articles/a/comments', options);
    return Number(answer.position);
  };
  const page = (query: string) => world.call('GET', `/v1/events?${query}`, { token });

  it('has its label in the health answer, in each page and in each event', async () => {
    const { body } = await page('after=0');
    expect(body).toMatchObject({ log, epochs: [{ epoch: 1, after: '0' }] });
    expect(body.events.map((event: { log: string }) => event.log)).toEqual(body.events.map(() => log));
  });

  it('shows a consumer after a restore which events are void and where to resume', async () => {
    const { body: before } = await page('after=0');
    const kept = Number(before.nextAfter) - 1;
    await pool.query(`select begin_log_epoch($1, 'restore', 500, true)`, [kept]);
    const position = await post('three');
    const second = log.replace(/1$/, '2');
    const isShown = async () => (await world.call('GET', '/health/ready')).body.log === second;
    await until('the health answer has the new label', isShown); // it is reused for a second

    const refused = await page(`after=${before.nextAfter}&log=${log}`);
    expect(refused.status).toBe(410);
    expect(refused.body).toMatchObject({ resumeAfter: String(kept), log: second });
    expect(refused.body.type).toMatch(/position-void$/);

    const resumed = await page(`after=${refused.body.resumeAfter}&log=${log}`);
    expect(resumed.body).toMatchObject({ log: second, epochs: [{ epoch: 1 }, { epoch: 2, after: String(kept) }] });
    expect(resumed.body.events).toMatchObject([{ log: second }, { log: second, position: String(position) }]);
    expect((await page(`after=${resumed.body.nextAfter}&log=${second}`)).body).toMatchObject({ events: [] });
  });

  it('refuses another log’s label and positions that it never gave out', async () => {
    const other = await page('after=1&log=2d3c1f0e-77aa-4f0b-8a5d-0c1d2e3f4a5b.1');
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({ resumeAfter: '0' });
    const { body: last } = await page('after=0&limit=1000');
    expect((await page(`after=7777777&log=${last.log}`)).body).toMatchObject({ resumeAfter: last.nextAfter });
    expect((await page('after=1&log=nonsense')).status).toBe(422);
  });
});
