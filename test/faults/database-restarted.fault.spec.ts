import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#platform/embedded-postgres';
import { migrate } from '#platform/migrate';
import { roomMigrations } from '#platform/migrations';
import { removeDirectory, temporaryDirectory } from '../temporary-directory';
import { until } from '../until';
import { RelaySite } from './relay-site';
import { build } from './service-process';

let directory: string;
let server: EmbeddedPostgres;
let site: RelaySite;

beforeAll(async () => {
  build();
  directory = temporaryDirectory();
  server = await startEmbeddedPostgres({
    dataDir: join(directory, 'data'),
    superuserPassword: 'test',
    onExit: () => undefined,
  });
  await migrate(server.url, roomMigrations());
  site = await RelaySite.open({ url: server.url, drop: () => server.stop() });
}, 180_000);
afterAll(async () => {
  await site.close();
  removeDirectory(directory);
}, 60_000);

/** Kills one server process as the kernel does when memory runs out: PostgreSQL then cuts everybody and recovers. */
async function crash(): Promise<void> {
  const { rows } = await site.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  process.kill(Number(rows[0]?.pid), 'SIGKILL');
  await until('PostgreSQL is back', () =>
    site.pool.query('select 1').then(
      () => true,
      () => false,
    ),
  );
}

it('a relay whose database crashes and recovers goes on by itself, and loses nothing', async () => {
  const relay = site.startRelay();
  site.startLoad(300);
  for (let round = 1; round <= 3; round++) {
    const before = await site.published();
    await until('it publishes', async () => (await site.published()) > before + 100);
    await crash();
  }
  await site.endLoad();
  await until('everything is published', async () => (await site.lag()) === 0);
  expect(await site.faults()).toEqual([]);
  expect(await relay.terminate()).toBe(0);
}, 120_000);
