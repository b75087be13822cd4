import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type Pool } from 'pg';
import { projectorReadiness } from '#projector/readiness';
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
import { threadPage } from '#read-models/thread/queries';
import { appendHistory } from '#test/support/database/append-history';
import { createTestDatabase } from '#test/support/database/test-database';
import { debianPrograms, startDebianPostgres } from '#test/support/database/debian-postgres';
import { EventLogs } from '#test/support/database/event-logs';
import { everything, historyOf } from '#test/support/histories/random-history';
import { until } from '#test/support/time/until';

const logger = createLogger('silent', 'test');

/** As the next version of the service has them: other definitions, the same rows. */
const nextVersion: readonly Projection[] = allProjections.map((one) => ({ ...one, version: one.version + 1 }));

/**
 * Milliseconds: so long may a reader wait for a swap, ten times what is promised: whoever has the lock may be kept from
 * running by others on the machine. Without the limit a reader waits as long as somebody holds the views: until the
 * end.
 */
const longestWait = 1_000;
/**
 * A read takes so much longer at most on a busy machine, where the rebuild has the same event loop. It is far from what
 * a dump takes.
 */
const slack = 4_000;

/** Reads as the API does, over prepared statements on a pool's connections, and keeps the longest time. */
class Readers {
  /** Milliseconds: of a read, and of one that PostgreSQL says waits for a lock. */
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

  /** Asks all the time who of them waits for somebody. */
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

  /** Brings the first version up with a log, and stops it. */
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

/** Holds every view, and so every table under it, as a dump does. */
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

/** Answers the longest that anybody waited while `work` went on. */
async function measured(newsroom: Newsroom, what: string, work: () => Promise<unknown>): Promise<void> {
  const readers = new Readers(newsroom.url);
  await until('they read', () => readers.reads > 50);
  readers.forget();
  await work();
  const reads = readers.reads;
  await until('they read on', () => readers.reads > reads + 50);
  await readers.end();
  const [longest, forLock] = [readers.longest, readers.longestForLock].map(Math.round);
  process.stdout.write(
    `${what}: the longest of ${readers.reads} reads took ${longest} ms, and waited ${forLock} ms for a lock\n`,
  );
  expect(readers.longestForLock).toBeLessThan(longestWait);
  expect(readers.longest).toBeLessThan(longestWait + slack);
}

describe('a swap while somebody holds every view', () => {
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

  it('is done by the rebuild of another definition, which keeps nobody waiting', async () => {
    const release = await holdViews(newsroom);
    await measured(newsroom, 'in the background', async () => {
      await newsroom.start(nextVersion);
      await newsroom.untilServed(2);
      await newsroom.projector?.settled();
    });
    if (!newsroom.projector) throw new Error('started above');
    const { projections } = await projectorReadiness(newsroom.pool, newsroom.log, newsroom.projector);
    expect(Object.values(projections as object)).not.toEqual([]);
    for (const health of Object.values(projections as object)) expect(health).not.toHaveProperty('outdated');
    expect(await newsroom.leftovers()).not.toEqual([]);
    await measured(newsroom, 'clearing away', async () => {
      await release();
      await newsroom.untilNothingIsLeft();
    });
    expect(await newsroom.generations()).toEqual(allProjections.map(() => 2));
  });

  it('is done by npm run rebuild, again and again, and what is held is dropped by the next that comes', async () => {
    await newsroom.start(allProjections);
    const release = await holdViews(newsroom);
    await measured(newsroom, 'by command', async () => {
      for (let round = 1; round <= 3; round++) await rebuild(allProjections, newsroom.parts);
    });
    await release();
    await measured(newsroom, 'by command, with nobody there', () => rebuild(allProjections, newsroom.parts));
    expect(await newsroom.leftovers()).toEqual([]);
    expect(await newsroom.generations()).toEqual(allProjections.map(() => 5));
  });
});

describe('a swap during a pg_dump', () => {
  it('is done while it runs, keeps nobody waiting, and the dump has one moment of everything', async () => {
    const server = await startDebianPostgres();
    await migrate(server.url, moduleMigrations());
    const newsroom = new Newsroom(server.url);
    try {
      await newsroom.prepare(3000);
      const dump = spawn(join(debianPrograms(), 'pg_dump'), [server.url], { stdio: ['ignore', 'pipe', 'pipe'] });
      const complaints: string[] = [];
      dump.stderr.on('data', (data: Buffer) => complaints.push(data.toString()));
      // Nobody takes what it prints: it stays in the middle, with everything it locked.
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
