import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { listen } from '#test/support/world/listen';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { until } from '#test/support/time/until';
import { jwtSecret, signToken } from '#test/support/world/world';
import { type ServiceProcess, startServiceProcess } from '#test/support/processes/service-process';

const site = '/v1/sites/default';
const poison = 'a text that the read model rejects';

let database: TestDatabase;
let client: Client;
let environment: Record<string, string>;
let directories: string[];
let services: ServiceProcess[];

beforeEach(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  environment = {
    DATABASE_URL: database.url,
    JWT_SECRET: jwtSecret,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
  directories = [temporaryDirectory(), temporaryDirectory()];
  // One after the other: the first one creates the read models.
  services = [];
  for (const directory of directories) services.push(await startServiceProcess(directory, environment));
});
afterEach(async () => {
  await Promise.all(services.map((service) => service.terminate()));
  await client.end();
  await database.drop();
  directories.forEach(removeDirectory);
});

/** Runs an npm script in a separate process, as an operator does. */
const npm = async (...args: string[]): Promise<string> => {
  const env = { ...process.env, ...environment, DATA_DIR: directories[0], LOG_LEVEL: 'error' };
  const options = { cwd: join(import.meta.dirname, '../..'), env };
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', ...args], options);
  return stdout;
};

interface Thread {
  readonly count: number;
  readonly comments: { readonly body: string }[];
}

/** A reader's browser: it caches the last response and revalidates it. */
class Reader {
  private etag = '';
  private texts: string[] = [];

  constructor(private readonly url: string) {}

  async read(): Promise<string[]> {
    const response = await fetch(this.url, { headers: { 'if-none-match': this.etag } });
    expect([200, 304]).toContain(response.status);
    if (response.status === 200) {
      this.etag = response.headers.get('etag') ?? '';
      const thread = (await response.json()) as Thread;
      this.texts = thread.comments.map(({ body }) => body);
    }
    return this.texts;
  }

  sees(...texts: string[]): Promise<void> {
    const wanted = JSON.stringify(texts);
    return until(`${this.url} shows ${wanted}`, async () => JSON.stringify(await this.read()) === wanted);
  }
}

const post = async (body: string): Promise<number> => {
  const response = await fetch(`${services[0]?.url}${site}/articles/a/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ body, author: { name: 'Ann' } }),
  });
  expect(response.status).toBe(201);
  return Number(((await response.json()) as { position: string }).position);
};

/** Readers and open streams of both processes. */
async function audience() {
  const moderator = await signToken({ sub: 'mo', roles: ['moderator'] });
  const readers = services.map(({ url }) => new Reader(`${url}${site}/articles/a/comments`));
  const streams = await Promise.all(
    services.flatMap(({ url }) => [
      listen(`${url}${site}/articles/a/live`),
      listen(`${url}${site}/moderation/live`, { authorization: `Bearer ${moderator}` }),
    ]),
  );
  for (const stream of streams) await stream.until(({ event }) => event === 'count' || event === 'queues');
  return {
    see: (...texts: string[]) => Promise.all(readers.map((reader) => reader.sees(...texts))),
    /** Drops the messages received so far. */
    begin: () => streams.forEach(({ messages }) => messages.splice(0)),
    areNotified: () =>
      Promise.all(streams.map((stream) => stream.until(({ event }) => ['reset', 'comment', 'item'].includes(event)))),
    stop: () => Promise.all(streams.map((stream) => stream.stop())),
  };
}

const checkpoint = async (name: string) => {
  const { rows } = await client.query<{ status: string; generation: number }>(
    `select status, generation from projection_checkpoints where name = $1 and status in ('active', 'stopped')`,
    [name],
  );
  return rows[0];
};

/** Makes the tables of the threads reject one text. */
async function spoil(): Promise<void> {
  const { generation } = (await checkpoint('thread')) ?? {};
  await client.query(`
    create function refuse_poison() returns trigger language plpgsql as $$
    begin
      if new.body = '${poison}' then raise exception 'not this one'; end if;
      return new;
    end $$;
    create trigger refuse_poison before insert or update on thread_g${generation}.comments for each row execute function refuse_poison()`);
}

describe('a read model that stopped at an event', () => {
  let position: number;
  let all: Awaited<ReturnType<typeof audience>>;

  beforeEach(async () => {
    await post('first');
    all = await audience();
    await all.see('first');
    await spoil();
    position = await post(poison);
    await until('it stopped', async () => (await checkpoint('thread'))?.status === 'stopped');
    await post('last');
    // Read and cached while it is stopped.
    await all.see('first');
    await until('the other read models continued', async () => {
      const { rows } = await client.query(
        `select from projection_checkpoints where name = 'article' and position = (select max(position) from events)`,
      );
      return rows.length === 1;
    });
    await all.see('first');
    all.begin();
  });
  afterEach(() => all.stop());

  it('is read again by all processes after it was resumed', async () => {
    await client.query('drop function refuse_poison cascade');
    await npm('projector:resume', '--', 'thread');
    await all.see('first', poison, 'last');
    await all.areNotified();
  });

  it('is read again by all processes after the event was skipped', async () => {
    await npm('projector:resume', '--', 'thread', '--skip', String(position));
    await all.see('first', 'last');
    await all.areNotified();
  });

  it('is read again by all processes after it was rebuilt', async () => {
    await npm('rebuild', '--', 'thread');
    await all.see('first', poison, 'last');
    await all.areNotified();
  });
});

it('a read model with a wrong row is read again by all processes after it was rebuilt', async () => {
  await post('right');
  const all = await audience();
  await all.see('right');
  const { generation } = (await checkpoint('thread')) ?? {};
  await client.query(`update thread_g${generation}.comments set body = 'wrong'`);
  await post('another');
  await all.see('wrong', 'another');
  all.begin();
  await npm('rebuild', '--', 'thread');
  await all.see('right', 'another');
  await all.areNotified();
  await all.stop();
});
