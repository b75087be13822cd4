import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { until } from '#test/support/time/until';

let database: TestDatabase;
let directory: string;
beforeAll(async () => {
  database = await createTestDatabase();
  directory = temporaryDirectory();
});
afterAll(async () => {
  await database.drop();
  removeDirectory(directory);
});

interface Role {
  readonly child: ChildProcess;
  /** The text of its `/metrics`; undefined while it cannot be reached. */
  metrics(): Promise<string | undefined>;
  output(): string;
}

function start(role: string, dataDir: string, environment: Record<string, string>): Role {
  const child = spawn(
    process.execPath,
    [
      '-C',
      'source',
      '--import',
      './scripts/typescript.mjs',
      '-r',
      './test/support/processes/programs/fail-on-signal.cjs',
      `apps/${role}/src/main.ts`,
    ],
    {
      cwd: join(import.meta.dirname, '../..'),
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        PORT: '0',
        METRICS_PORT: '0',
        LOG_LEVEL: 'info',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => printed.push(data.toString()));
  const output = (): string => printed.join('');
  const metrics = async (): Promise<string | undefined> => {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output()) ?? [];
    return url && fetch(`${url}/metrics`).then((answer) => answer.text());
  };
  return { child, metrics, output };
}

const roles: [string, () => Record<string, string>][] = [
  ['api', () => ({ DATABASE_URL: database.url })],
  ['projector', () => ({ DATABASE_URL: database.url })],
  ['relay', () => ({ DATABASE_URL: database.url, KAFKA_BROKERS: '127.0.0.1:1' })],
  ['standalone', () => ({})],
];

describe.each(roles)('the role %s', (name, environment) => {
  it('continues after an unhandled rejection, and shuts down cleanly after an uncaught exception', async () => {
    // Roles that share a database share its secrets.
    const dataDir = join(directory, name === 'standalone' ? 'embedded' : 'cluster');
    const role = start(name, dataDir, environment());
    const postmaster = join(dataDir, 'postgres/postmaster.pid');
    try {
      await until(
        'its metrics are served',
        async () => (await role.metrics()) !== undefined || role.child.exitCode !== null,
      );
      expect(await role.metrics()).toMatch(/^colloquy_unhandled_rejections_total 0$/m);
      role.child.kill('SIGHUP');
      await until('the rejection is counted', async () =>
        /^colloquy_unhandled_rejections_total 1$/m.test(String(await role.metrics())),
      );
      expect(existsSync(postmaster)).toBe(name === 'standalone');
      const exited = once(role.child, 'exit');
      role.child.kill('SIGUSR2');
      expect(await exited).toEqual([1, null]);
    } finally {
      role.child.kill('SIGKILL');
    }
    expect(existsSync(postmaster)).toBe(false);
    expect(role.output()).toMatch(/"level":50,.*"msg":"unhandled promise rejection"/);
    expect(role.output()).toMatch(/"level":60,.*fail-on-signal.*"msg":"uncaught exception: this process stops"/);
    expect(role.output()).not.toContain('ann@example.org');
  });
});
