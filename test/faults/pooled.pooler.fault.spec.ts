import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { createPool } from '#platform/postgres';
import { refuseSharedSessions } from '#platform/session-guard';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { type PoolMode, type RunningPooler, startPgBouncer } from '#test/support/database/pgbouncer';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { type World, createWorld } from '#test/support/world/world';

const root = join(import.meta.dirname, '../..');
let database: TestDatabase;
const dataDir = temporaryDirectory();
const poolers: RunningPooler[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const pooler of poolers.splice(0)) await pooler.stop();
});
afterAll(async () => {
  await database.drop();
  removeDirectory(dataDir);
});

async function pooled(mode: PoolMode, settings: Record<string, string | number> = {}): Promise<RunningPooler> {
  const pooler = await startPgBouncer(database.url, mode, settings);
  poolers.push(pooler);
  return pooler;
}

/** Starts a role or runs a command, and returns its exit code and output. */
async function run(line: string, url: string): Promise<{ code: number | null; stderr: string }> {
  const [main, ...args] = line.split(' ');
  const env = {
    ...process.env,
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    KAFKA_BROKERS: '127.0.0.1:1',
    PORT: '0',
    LOG_LEVEL: 'warn',
  };
  const child = spawn(process.execPath, [`dist/apps/${main}.js`, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const output: string[] = [];
  child.stderr.on('data', (data: Buffer) => output.push(data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr: output.join('') };
}

const refusal = /^DATABASE_URL: points to a pooler .* pool_mode=session\n$/;

describe.each(['transaction', 'statement'] as const)('a database behind PgBouncer with pool_mode=%s', (mode) => {
  it.each([
    ...['api/src/main', 'relay/src/main', 'projector/src/main', 'standalone/src/main'],
    ...['bump-position', 'doctor', 'restore-check'].map((command) => `operate/src/colloquy.main ${command}`),
  ])('stops the start of %s with one line that names the fix', async (line) => {
    const { url } = await pooled(mode);
    expect(await run(line, url)).toEqual({ code: 1, stderr: expect.stringMatching(refusal) });
  });

  it.each([{ server_round_robin: 1 }, { default_pool_size: 1 }, { default_pool_size: 3, server_round_robin: 1 }])(
    'is detected with the settings %j',
    async (settings) => {
      const { url } = await pooled(mode, settings);
      await expect(refuseSharedSessions(url)).rejects.toThrow('points to a pooler');
    },
  );

  it('is detected every time under load', async () => {
    const { url } = await pooled(mode, { default_pool_size: 10, server_round_robin: 1 });
    const others = createPool(url, 8, 'others');
    let busy = true;
    const load = Array.from({ length: 8 }, async () => {
      while (busy) await others.query('select 1').catch(() => undefined);
    });
    const outcomes: boolean[] = [];
    for (let time = 0; time < 30; time++)
      outcomes.push(
        await refuseSharedSessions(url).then(
          () => false,
          () => true,
        ),
      );
    busy = false;
    await Promise.all(load);
    await others.end();
    expect(outcomes.filter((noticed) => !noticed)).toEqual([]);
  });
});

describe('a database behind PgBouncer with pool_mode=session', () => {
  let world: World;
  let pool: Pool;
  let pooler: RunningPooler;

  beforeAll(async () => {
    pooler = await startPgBouncer(database.url, 'session', { default_pool_size: 90, max_client_conn: 200 });
    world = await createWorld({ DATABASE_URL: pooler.url });
    pool = createPool(pooler.url, 2, 'the spec');
  });
  afterAll(async () => {
    await pool.end();
    await world.stop();
    await pooler.stop();
  });

  it('works as without PgBouncer', async () => {
    const token = await world.token({ sub: 'ann' });
    const posts = Array.from({ length: 40 }, (_, n) =>
      world.call('POST', '/v1/sites/default/articles/a/comments', { token, body: { body: `number ${n}` } }),
    );
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual(Array<number>(40).fill(201));
    await world.settled();
    const { body } = await world.call('GET', '/v1/sites/default/articles/a/comments?limit=100');
    expect(body.comments).toHaveLength(40);
  });

  it('has time limits, though a pooler accepts none in the connection request', async () => {
    const { rows } = await pool.query<{ limit: string }>(`select current_setting('statement_timeout') as limit`);
    expect(rows).toEqual([{ limit: '30s' }]);
  });

  it('is refused in one line if it gives too few sessions', async () => {
    const { url } = await pooled('session', { default_pool_size: 1 });
    await expect(refuseSharedSessions(url)).rejects.toThrow(
      /^DATABASE_URL: two simultaneous connections got no response .*default_pool_size/,
    );
  });
});

it('PostgreSQL itself is not mistaken for a pooler', async () => {
  for (let time = 0; time < 20; time++) await refuseSharedSessions(database.url);
});
