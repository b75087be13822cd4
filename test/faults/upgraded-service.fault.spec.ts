import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { allProjections } from '#read-models/all-projections';
import { survivingPool } from '#platform/postgres';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { until } from '#test/support/time/until';
import { type ServiceProcess, startServiceProcess } from '#test/support/processes/service-process';

let dataDir: string;
let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  dataDir = temporaryDirectory();
  database = await createTestDatabase();
  pool = survivingPool({ connectionString: database.url });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  removeDirectory(dataDir);
});

const comments = '/v1/sites/default/articles/upgraded/comments';

const start = (): Promise<ServiceProcess> => startServiceProcess(dataDir, { DATABASE_URL: database.url });

async function post({ url }: ServiceProcess): Promise<{ position: number }> {
  const response = await fetch(`${url}${comments}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ body: 'still here', author: { name: 'Reader' } }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { position: number };
}

async function modelsOf({ url }: ServiceProcess): Promise<Record<string, { outdated?: true }>> {
  for (;;) {
    const response = await fetch(`${url}/health/ready`);
    const { projections } = (await response.json()) as { projections?: Record<string, { outdated?: true }> };
    if (projections) return projections; // left out while the database is slow
  }
}

/** Ends the projector's sessions, except the one with its source claim, without which the process would end. */
const cut = () =>
  pool.query(`
    select pg_terminate_backend(pid) from pg_stat_activity a
    where application_name = 'colloquy projector' and datname = current_database()
      and not exists (select from pg_locks l where l.pid = a.pid and locktype = 'advisory' and classid = 4206014)`);

it('an upgraded service rebuilds every read model, though its sessions are terminated repeatedly', async () => {
  const before = await start();
  for (let count = 1; count <= 20; count++) await post(before);
  expect(await before.terminate()).toBe(0);
  await pool.query(`update projection_checkpoints set definition = 'of the version before'`);

  const after = await start();
  for (let round = 1; round <= 10; round++) {
    await cut();
    await delay(5 * round); // so that each round hits another moment
  }
  const { position } = await post(after);
  await until('every read model is current', async () =>
    Object.values(await modelsOf(after)).every((one) => one.outdated === undefined),
  );
  expect(Object.keys(await modelsOf(after))).toHaveLength(allProjections.length);
  const page = await fetch(`${after.url}${comments}?after=${position}&limit=100`);
  expect(((await page.json()) as { count: number }).count).toBe(21);
  const metrics = await (await fetch(`${after.url}/metrics`)).text();
  for (const { name } of allProjections)
    expect(metrics).toContain(`colloquy_projection_outdated{projection="${name}"} 0`);
  expect(await after.terminate()).toBe(0);
});
