import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { spawnTypeScript } from '#test/support/processes/child-process';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { runningServer } from './embedded-postgres/pid-file.ts';

const asRoot = process.getuid?.() === 0;

describe('the embedded PostgreSQL', () => {
  const scratch = temporaryDirectory();
  const dataDir = join(scratch, 'data'); // one cluster for all specs: creating it is slow
  const cluster = join(dataDir, 'postgres');
  const started: EmbeddedPostgres[] = [];

  const start = async (directory = dataDir, onExit?: (reason: string) => void): Promise<EmbeddedPostgres> => {
    const options = { dataDir: directory, superuserPassword: 'test', flags: { shared_buffers: '16MB' } };
    const server = await startEmbeddedPostgres(onExit ? { ...options, onExit } : options);
    started.push(server);
    return server;
  };

  afterEach(async () => {
    await Promise.all(started.splice(0).map((server) => server.stop()));
    const leftover = runningServer(cluster);
    if (leftover) process.kill(leftover.pid, 'SIGQUIT');
  });
  afterAll(() => removeDirectory(scratch));

  it('keeps its data from one start to the next', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(second.dataDirectory).toBe(cluster);
  });

  it('is durable, and listens on this machine only, with a password', async () => {
    const server = await start();
    const names = [
      'fsync',
      'synchronous_commit',
      'full_page_writes',
      'listen_addresses',
      'unix_socket_directories',
      'server_encoding',
      'lc_collate',
    ];
    const sql = `select name, current_setting(name, true) as value from unnest($1::text[]) as name`;
    const values = Object.fromEntries((await query(server.url, sql, [names])).map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      server_encoding: 'UTF8',
    });
    expect(values).toMatchObject({ listen_addresses: '127.0.0.1', unix_socket_directories: cluster });
    expect(statSync(cluster).mode & 0o077).toBe(0);
    await expect(query(server.url.replace(':test@', ':guess@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('is reached by a socket in its directory, or by TCP if that path is too long for a socket', async () => {
    const server = await start();
    expect(await query(server.url, 'select inet_server_port() as port')).toEqual([{ port: null }]);
    const far = join(
      scratch,
      'a directory with a name that is by far too long for a socket of any system there is'.repeat(2),
    );
    mkdirSync(far);
    const other = await start(far);
    expect(await query(other.url, 'select inet_server_port() as port')).toEqual([{ port: other.port }]);
  });

  it('removes the sockets of killed servers only', async () => {
    const names = (): string[] => readdirSync(cluster).filter((name) => name.startsWith('.s.PGSQL.'));
    const server = await start();
    await server.stop();
    writeFileSync(join(cluster, '.s.PGSQL.1'), '');
    writeFileSync(join(cluster, '.s.PGSQL.1.lock'), `${2 ** 22 + 1}\n`);
    writeFileSync(join(cluster, '.s.PGSQL.2.lock'), `${process.pid}\n`);
    const { port } = await start();
    expect(names()).toEqual(['.s.PGSQL.2.lock', `.s.PGSQL.${port}`, `.s.PGSQL.${port}.lock`].toSorted());
    rmSync(join(cluster, '.s.PGSQL.2.lock'));
  });

  it('refuses a second owner of the same data directory, in one line with its path', async () => {
    await start();
    await expect(start()).rejects.toThrow(
      /^DATA_DIR .*\/data: another Colloquy is already running on it \(PostgreSQL has process id \d+\)$/,
    );
  });

  it('renews its claim after PostgreSQL dropped all sessions', async () => {
    const server = await start();
    const sql = `select pid from pg_locks where locktype = 'advisory'`;
    const [claim] = await query(server.url, sql);
    await query(server.url, 'select pg_terminate_backend($1)', [claim?.['pid']]);
    await expect(start()).rejects.toThrow('another Colloquy is already running');
    expect(await query(server.url, sql)).toHaveLength(1);
  });

  it('takes over from a killed owner whose server still runs', async () => {
    const owner = spawnTypeScript('own-postgres.ts', dataDir);
    const { url } = await owner.nextLine();
    await query(String(url), 'create table written_before_the_kill as select 1');
    const orphan = runningServer(cluster);
    await owner.end('SIGKILL');
    expect(runningServer(cluster)?.pid).toBe(orphan?.pid);
    const server = await start();
    expect(runningServer(cluster)?.pid).not.toBe(orphan?.pid);
    expect(await query(server.url, 'select * from written_before_the_kill')).toHaveLength(1);
  });

  it('has exactly one owner when several start at the same moment', async () => {
    const contenders = [1, 2, 3].map(() => spawnTypeScript('own-postgres.ts', dataDir));
    const lines = await Promise.all(contenders.map((contender) => contender.nextLine()));
    expect(lines.filter((line) => 'url' in line)).toHaveLength(1);
    expect(lines.filter((line) => /another Colloquy is already running/.test(line['refused'] ?? ''))).toHaveLength(2);
    await Promise.all(contenders.map((contender) => contender.end('SIGTERM')));
  });

  it('notifies its owner when the server dies, and can be started again', async () => {
    const reasons: string[] = [];
    const died = new Promise<void>((resolve) => {
      void start(dataDir, (reason) => resolve(void reasons.push(reason))).then(() => {
        process.kill(runningServer(cluster)?.pid ?? 0, 'SIGKILL');
      });
    });
    await died;
    expect(reasons).toEqual(['killed by SIGKILL']);
    const again = await start();
    expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it.each([
    ['garbage', 'not a pid at all\n'],
    ['nothing', ''],
    ['the pid of another program', `${process.pid}\n/somewhere\n`],
    ['a pid without a process', '4194305\n/somewhere\n'],
  ])('starts despite a postmaster.pid that contains %s', async (_what, content) => {
    await (await start()).stop();
    writeFileSync(join(cluster, 'postmaster.pid'), content);
    const server = await start();
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('removes an incomplete cluster after its creation was killed', async () => {
    const fresh = join(scratch, 'half');
    mkdirSync(join(fresh, `postgres.new-${process.pid}/base`), { recursive: true });
    chmodSync(fresh, 0o711);
    const server = await start(fresh);
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(fresh, `postgres.new-${process.pid}`))).toBe(false);
  });

  it('refuses another password than the cluster was created with', async () => {
    await (await start()).stop();
    const options = { dataDir, superuserPassword: 'another' };
    await expect(startEmbeddedPostgres(options)).rejects.toThrow(
      /^DATA_DIR .*: its database rejects the password in secrets.json/,
    );
    expect(runningServer(cluster)).toBeUndefined();
  });

  it('refuses a data directory without write access, in one line', async () => {
    const closed = join(scratch, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    await expect(asOrdinaryUser(() => start(closed))).rejects.toThrow(
      `DATA_DIR ${closed}: this user may not write there`,
    );
    const file = join(scratch, 'file');
    writeFileSync(file, '');
    await expect(start(join(file, 'data'))).rejects.toThrow(
      `DATA_DIR ${file}/data: a file exists where a directory should be`,
    );
  });

  const inClosed = 'in a directory that the user it runs as cannot enter';
  (asRoot ? describe : describe.skip)(asRoot ? inClosed : `${inClosed} (skipped, since this is not root)`, () => {
    const closed = join(scratch, 'private');
    const locationFile = join(closed, 'data/postgres.location');

    afterAll(() => {
      const home = existsSync(locationFile) ? readFileSync(locationFile, 'utf8').split('\n')[0] : undefined;
      if (home?.startsWith('/var/')) removeDirectory(home);
    });

    it('is stored elsewhere, records the place, and is not recreated silently', async () => {
      mkdirSync(closed, { mode: 0o700 });
      const first = await start(join(closed, 'data'));
      expect(first.dataDirectory).toMatch(/^\/var\/(lib|tmp)\/colloquy-[0-9a-f]{8}-\d+-\w+\/postgres$/);
      expect(readFileSync(locationFile, 'utf8').split('\n')[0]).toBe(dirname(first.dataDirectory));
      expect(statSync(first.dataDirectory).mode & 0o077).toBe(0);
      await query(first.url, 'create table kept as select 42 as answer');
      await first.stop();

      const second = await start(join(closed, 'data'));
      expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
      await second.stop();

      rmSync(second.dataDirectory, { recursive: true });
      await expect(start(join(closed, 'data'))).rejects.toThrow(/^DATA_DIR .*: the database was in .*, and is missing/);
    });
  });
});

async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

// root can write anywhere, so it becomes another user during a call.
async function asOrdinaryUser<T>(call: () => Promise<T>): Promise<T> {
  if (!asRoot) return call();
  process.seteuid?.(65_534);
  try {
    return await call();
  } finally {
    process.seteuid?.(0);
  }
}
