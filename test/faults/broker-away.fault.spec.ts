import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { KafkaCluster } from '#scripts/kafka/cluster';
import { Keyring } from '#event-store/keys/keyring';
import { survivingPool } from '#platform/postgres';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { brokenInvariants, isAtRest } from '#test/support/kafka/four-invariants';
import { ownBrokers } from '#test/support/kafka/brokers';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { readLog } from '#test/support/kafka/topic-oracle';
import { until } from '#test/support/time/until';
import { type ServiceProcess, startServiceProcess } from '#test/support/processes/service-process';

let cluster: KafkaCluster;
let database: TestDatabase;
let pool: Pool;
let service: ServiceProcess;
const dataDir = temporaryDirectory();
const encryptionKey = randomBytes(32);
const logs = new EventLogs(new Keyring(encryptionKey));

beforeAll(async () => {
  cluster = await ownBrokers();
  database = await createTestDatabase();
  pool = survivingPool({ connectionString: database.url, max: 4 }); // a comparison holds three
  service = await startService();
});
afterAll(async () => {
  await service.kill();
  await logs.close();
  await pool.end();
  await database.drop();
  await cluster.stop();
  removeDirectory(dataDir);
});

const startService = (): Promise<ServiceProcess> =>
  startServiceProcess(dataDir, {
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    KAFKA_BROKERS: cluster.brokers.join(','),
    KAFKA_TOPIC_PREFIX: 'outage',
  });

const post = async (n: number): Promise<number> => {
  const response = await fetch(`${service.url}/v1/sites/default/articles/outage-${n % 7}/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `post-${n}` },
    body: JSON.stringify({ body: `Comment ${n}`, author: { name: 'Steadfast' } }),
  });
  await response.arrayBuffer();
  return response.status;
};

const lag = async (): Promise<number> => {
  const { entries, checkpoint } = await readLog(pool);
  return (entries.at(-1)?.position ?? 0) - checkpoint;
};

const readiness = async () => {
  const response = await fetch(`${service.url}/health/ready`);
  return { status: response.status, body: await response.text() };
};

it('a broker that is down for 60 s under load loses no comment, and gets all of them afterwards', async () => {
  const statuses: number[] = [];
  const posted = new AbortController();
  const load = (async () => {
    for (let n = 0; !posted.signal.aborted; n += 4) {
      statuses.push(...(await Promise.all([0, 1, 2, 3].map((i) => post(n + i)))));
      await delay(100);
    }
  })();
  await until('comments are published', async () => (await readLog(pool)).checkpoint > 50);
  await cluster.nodes[0]?.stop();
  const [sentBefore, { checkpoint }] = [statuses.length, await readLog(pool)];
  await delay(60_000);
  expect(await lag()).toBeGreaterThan(100);
  expect(statuses.length).toBeGreaterThan(sentBefore + 100);
  expect((await readLog(pool)).checkpoint - checkpoint).toBeLessThan(100);
  expect(await readiness()).toMatchObject({ status: 200, body: expect.stringContaining('unavailable') });
  await cluster.nodes[0]?.start();
  posted.abort();
  await load;
  // The contract promises that nothing is unpublished ten seconds after the last event.
  await until('everything is published', async () => (await lag()) === 0);
  expect(new Set(statuses)).toEqual(new Set([201]));
  const log = logs.open(database.url);
  await until('everything is projected', () => isAtRest({ pool, log }));
  const site = { brokers: cluster.brokers, prefix: 'outage', partitions: 12, pool, log };
  expect(await brokenInvariants(site)).toEqual([]);
  expect(await service.terminate()).toBe(0);
});

it('a service stops within ten seconds while its broker is down', async () => {
  service = await startService();
  await until(
    'its relay leads',
    async () => (await pool.query('select from relay_lease where expires_at > now()')).rowCount === 1,
  );
  await cluster.nodes[0]?.stop();
  await post(0);
  expect(await service.terminate()).toBe(0);
});
