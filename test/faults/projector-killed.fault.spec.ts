import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { until } from '#test/support/time/until';
import { KafkaSite } from '#test/support/kafka/kafka-site';

let site: KafkaSite;

beforeAll(async () => {
  site = await KafkaSite.open();
});
beforeEach(() => void site.startRelay());
afterEach(() => site.killAll());
afterAll(() => site.close());

/**
 * Blocks writes to the threads until the returned function is called. A projector then stops in the middle of a batch,
 * with other read models further than this one.
 */
async function holdThreads(): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: String(site.environment['DATABASE_URL']) });
  await client.connect();
  client.on('error', () => undefined); // if the spec fails meanwhile, its database is dropped
  await client.query('begin; lock table thread_g1.comments in exclusive mode');
  return () => client.end();
}

/** Number of projectors in a transaction that waits for a lock. */
async function waitingProjectors(): Promise<number> {
  const { rows } = await site.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where application_name = 'colloquy projector' and datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}

it('projectors that are killed in the middle of a batch apply every event effectively once', async () => {
  site.startLoad(200);
  for (let round = 1; round <= 3; round++) {
    const before = await site.published();
    const projector = site.startProjector();
    await until('it applies', async () => (await site.projected()) > before);
    const release = await holdThreads();
    await until('it is in the middle of a batch', async () => (await waitingProjectors()) > 0);
    await projector.kill();
    await release();
  }
  expect(await site.faults()).toEqual([]);
});

it('a projector that was frozen until others took over its partitions writes nothing afterwards', async () => {
  const frozen = site.startProjector();
  site.startLoad(200);
  const start = await site.published();
  await until('it applies', async () => (await site.projected()) > start);
  const release = await holdThreads();
  await until('it is in the middle of a batch', async () => (await waitingProjectors()) > 0);
  frozen.freeze();
  await release();
  const before = await site.published();
  const other = site.startProjector();
  await until('the other one continues', async () => (await site.projected()) > before + 100);
  frozen.resume();
  await delay(2_000); // time for the resumed projector to write, if it would
  expect(await site.faults()).toEqual([]);
  expect(await other.terminate()).toBe(0);
  expect(await frozen.terminate()).toBe(0);
});
