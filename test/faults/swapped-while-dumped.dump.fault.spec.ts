import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type Pool } from 'pg';
import { rebuild } from '#projector/rebuild/rebuild';
import { type RunningProjector, startProjector } from '#projector/start-projector';
import { createLogger } from '#platform/logger';
import { migrate } from '#platform/migrate';
import { moduleMigrations } from '#platform/migrations';
import { createPool, survivingPool } from '#platform/postgres';
import { allProjections } from '#read-models/all-projections';
import { getArticle } from '#read-models/article/queries';
import { servingCheckpoint } from '#read-models/checkpoints';
import { queueSizes } from '#read-models/moderation-queue/queue-sizes';
import type { Projection } from '#read-models/projection';
import { projectionsHealth } from '#read-models/projections-health';
import { threadPage } from '#read-models/thread/queries';
import { appendHistory } from '#test/support/database/append-history';
import { createTestDatabase } from '#test/support/database/test-database';
import { debianPrograms, startDebianPostgres } from '#test/support/database/debian-postgres';
import { EventLogs } from '#test/support/database/event-logs';
import { everything, historyOf } from '#test/support/histories/random-history';
import { until } from '#test/support/time/until';

const logger = createLogger('silent', 'test');

/** The read models of the next version of the service: other definitions, the same rows. */
const nextVersion: readonly Projection[] = allProjections.map((one) => ({ ...one, version: one.version + 1 }));

/**
 * Milliseconds that a reader may wait for a swap. Ten times what we promise, because a busy machine may delay the
 * process that holds the lock. Without the lock timeout a reader would wait until the views are released, at the end.
 */
const longestWait = 1_000;
/** Milliseconds that a read may take in addition on a busy machine, where the rebuild runs in the same event loop. */
const slack = 4_000;

/** Reads as the API does, with prepared statements on a pool's connections, and records the longest times. */
class Readers {
  /** Milliseconds: of a whole read, and of a statement that PostgreSQL reports as waiting for a lock. */
  longest = 0;
  longestForLock = 0;
  reads = 0;
  private ending = false;
  private readonly pool: Pool;
  private readonly running: Promise<unknown>;

  constructor(url: string) {
    this.pool = createPool(url, 6, 'colloquy reader');
    this.running = Promise.all([...[1, 2, 3, 4].map(() => this.read()), this.watch()]);
  }

  forget(): void {
    this.longest = 0;
    this.longestForLock = 0;
  }

  async end(): Promise<void> {
    this.ending = true;
    await this.running;
    await this.pool.end();
  }

  private async read(): Promise<void> {
    while (!this.ending) {
      const begin = performance.now();
      const { roots } = await threadPage(this.pool, {
        site: 'site-0',
        article: 'article/0',
        sort: 'oldest',
        limit: 20,
      });
      await getArticle(this.pool, 'site-0', 'article/0');
      await queueSizes(this.pool, 'site-0');
      this.longest = Math.max(this.longest, performance.now() - begin);
      this.reads += 1;
      expect(roots.length).toBeGreaterThan(0);
    }
  }

  /** Polls PostgreSQL for readers that wait for a lock. */
  private async watch(): Promise<void> {
    while (!this.ending) {
      const { rows } = await this.pool.query<{ longest: number }>(`
        select coalesce(max(extract(epoch from clock_timestamp() - query_start)) * 1000, 0)::float8 as longest
        from pg_stat_activity
        where application_name = 'colloquy reader' and wait_event_type = 'Lock' and datname = current_database()`);
      this.longestForLock = Math.max(this.longestForLock, rows[0]?.longest ?? 0);
      await delay(2);
    }
  }
}

class Newsroom {
  readonly logs = new EventLogs();
  readonly log = this.logs.open(this.url);
  readonly pool: Pool;
  projector: RunningProjector | undefined;

  constructor(readonly url: string) {
    this.pool = survivingPool({ connectionString: url });
  }

  get parts() {
    return { pool: this.pool, eventLog: this.log };
  }

  async start(projections: readonly Projection[]): Promise<void> {
    this.projector = await startProjector({ ...this.parts, logger, projections });
  }

  async stop(): Promise<void> {
    await this.projector?.stop();
    this.projector = undefined;
  }

  /** Builds the first version from a log, and stops the projector. */
  async prepare(events: number): Promise<void> {
    await appendHistory(this.log, historyOf(2, events, everything, { sites: 1, articles: 1, people: 8 }));
    await this.start(allProjections);
    await this.projector?.settled();
    await this.stop();
  }

  async generations(): Promise<number[]> {
    const all = await Promise.all(allProjections.map(({ name }) => servingCheckpoint(this.pool, name)));
    return all.map((one) => one?.generation ?? 0);
  }

  async untilServed(generation: number): Promise<void> {
    await until(`generation ${generation} of every read model is served`, async () =>
      (await this.generations()).every((one) => one === generation),
    );
  }

  async untilNothingIsLeft(): Promise<void> {
    await until('the old tables are dropped', async () => (await this.leftovers()).length === 0);
  }

  async leftovers(): Promise<string[]> {
    const { rows } = await this.pool.query<{ name: string }>(`
      select nspname as name from pg_namespace where nspname ~ '^read_retired_' or (nspname ~ '_g[0-9]+$' and nspname not in (
        select replace(name, '-', '_') || '_g' || generation from projection_checkpoints where status in ('active', 'stopped')))`);
    return rows.map(({ name }) => name);
  }

  async close(): Promise<void> {
    await this.stop();
    await this.pool.end();
    await this.logs.close();
  }
}

/** Locks every view, and so every table under it, as a dump does. */
async function holdViews({ pool, url }: Newsroom): Promise<() => Promise<void>> {
  const { rows } = await pool.query<{ name: string }>(
    `select 'read.' || viewname as name from pg_views where schemaname = 'read'`,
  );
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`begin; lock table ${rows.map(({ name }) => name).join(', ')} in access share mode`);
  return () => client.end();
}

/** Runs `work` next to readers, and checks the longest time that they waited. */
async function measured(newsroom: Newsroom, what: string, work: () => Promise<unknown>): Promise<void> {
  const readers = new Readers(newsroom.url);
  await until('they read', () => readers.reads > 50);
  readers.forget();
  await work();
  const reads = readers.reads;
  await until('they continue to read', () => readers.reads > reads + 50);
  await readers.end();
  const [longest, forLock] = [readers.longest, readers.longestForLock].map(Math.round);
  process.stdout.write(
    `${what}: the longest of ${readers.reads} reads took ${longest} ms, the longest wait for a lock ${forLock} ms\n`,
  );
  expect(readers.longestForLock).toBeLessThan(longestWait);
  expect(readers.longest).toBeLessThan(longestWait + slack);
}

describe('a swap while another session holds every view', () => {
  let newsroom: Newsroom;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const database = await createTestDatabase();
    drop = () => database.drop();
    newsroom = new Newsroom(database.url);
    await newsroom.prepare(1500);
  });
  afterEach(async () => {
    await newsroom.close();
    await drop();
  });

  it('succeeds in the rebuild of another definition, without delaying readers', async () => {
    const release = await holdViews(newsroom);
    await measured(newsroom, 'in the background', async () => {
      await newsroom.start(nextVersion);
      await newsroom.untilServed(2);
      await newsroom.projector?.settled();
    });
    if (!newsroom.projector) throw new Error('started above');
    const { projections } = await projectionsHealth(newsroom.pool, newsroom.log, newsroom.projector.projections);
    expect(Object.values(projections)).not.toEqual([]);
    for (const health of Object.values(projections)) expect(health).not.toHaveProperty('outdated');
    expect(await newsroom.leftovers()).not.toEqual([]);
    await measured(newsroom, 'dropping the old tables', async () => {
      await release();
      await newsroom.untilNothingIsLeft();
    });
    expect(await newsroom.generations()).toEqual(allProjections.map(() => 2));
  });

  it('succeeds with npm run rebuild several times, and the next rebuild drops what was locked', async () => {
    await newsroom.start(allProjections);
    const release = await holdViews(newsroom);
    await measured(newsroom, 'by command', async () => {
      for (let round = 1; round <= 3; round++) await rebuild(allProjections, newsroom.parts);
    });
    await release();
    await measured(newsroom, 'by command, without other sessions', () => rebuild(allProjections, newsroom.parts));
    expect(await newsroom.leftovers()).toEqual([]);
    expect(await newsroom.generations()).toEqual(allProjections.map(() => 5));
  });
});

describe('a swap during a pg_dump', () => {
  it('succeeds without delaying readers, and the dump is consistent', async () => {
    const server = await startDebianPostgres();
    await migrate(server.url, moduleMigrations());
    const newsroom = new Newsroom(server.url);
    try {
      await newsroom.prepare(3000);
      const dump = spawn(join(debianPrograms(), 'pg_dump'), [server.url], { stdio: ['ignore', 'pipe', 'pipe'] });
      const complaints: string[] = [];
      dump.stderr.on('data', (data: Buffer) => complaints.push(data.toString()));
      // Its output is not read, so it blocks in the middle and keeps all its locks.
      await until('the dump holds the views', () => isHoldingViews(newsroom));
      await measured(newsroom, 'during pg_dump', async () => {
        await newsroom.start(nextVersion);
        await newsroom.untilServed(2);
        await newsroom.projector?.settled();
      });
      expect(await newsroom.leftovers()).not.toEqual([]);
      const ended = once(dump, 'exit');
      let printed = '';
      dump.stdout.on('data', (data: Buffer) => (printed += data.toString()));
      expect(await ended).toEqual([0, null]);
      expect(complaints).toEqual([]);
      expect(printed).toContain('CREATE VIEW read.comments');
      await newsroom.untilNothingIsLeft();
    } finally {
      await newsroom.close();
      await server.stop();
    }
  });
});

async function isHoldingViews({ pool }: Newsroom): Promise<boolean> {
  const { rows } = await pool.query<{ views: number; held: number }>(`
    select (select count(*)::int from pg_views where schemaname = 'read') as views, count(distinct c.oid)::int as held
    from pg_stat_activity a join pg_locks l using (pid) join pg_class c on c.oid = l.relation
    where application_name = 'pg_dump' and c.relkind = 'v' and c.relnamespace = 'read'::regnamespace and granted`);
  return (rows[0]?.held ?? 0) === rows[0]?.views;
}
