import { join } from 'node:path';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { migrate } from '#platform/migrate';
import { moduleMigrations } from '#platform/migrations';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { until } from '#test/support/time/until';
import { KafkaSite } from '#test/support/kafka/kafka-site';

let directory: string;
let site: KafkaSite;

beforeAll(async () => {
  directory = temporaryDirectory();
  const server = await startEmbeddedPostgres({
    dataDir: join(directory, 'data'),
    superuserPassword: 'test',
    onExit: () => undefined,
  });
  await migrate(server.url, moduleMigrations());
  site = await KafkaSite.open({ database: { url: server.url, drop: () => server.stop() } });
});
afterAll(async () => {
  await site.close();
  removeDirectory(directory);
});

/** Kills a server process, as the kernel does when memory runs out. PostgreSQL then drops all sessions and recovers. */
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

it('a relay and a projector continue by themselves after their database crashed, and lose nothing', async () => {
  const [relay, projector] = [site.startRelay(), site.startProjector()];
  site.startLoad(200);
  for (let round = 1; round <= 3; round++) {
    const before = await site.published();
    await until('everything moves', async () => (await site.projected()) > before + 100);
    await crash();
  }
  expect(await site.faults()).toEqual([]);
  expect(await relay.terminate()).toBe(0);
  expect(await projector.terminate()).toBe(0);
});
