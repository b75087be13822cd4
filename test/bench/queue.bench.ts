import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import type { Pool } from 'pg';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { migrate } from '#platform/migrate';
import { moduleMigrations } from '#platform/migrations';
import { createPool } from '#platform/postgres';
import { readConfig } from '#platform/config';
import { queueItems } from '#read-models/moderation-queue/queries';
import { queueSizes } from '#read-models/moderation-queue/queue-sizes';
import { everything } from '#read-models/moderation-queue/sight';
import { Claims } from '#api/moderation/claims';
import { startService } from '#standalone/service';
import { ReadModelTables } from '#test/support/read-models/read-model-tables';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { machineFromNow } from './machine.ts';

/**
 * Cost of the moderation queue with few and with many waiting comments, on an embedded PostgreSQL with fsync on, and
 * the time of 50 decisions in one call over HTTP. The tables are filled by SQL, so that a queue of a million takes
 * seconds: BENCH_ITEMS=1000,1000000.
 */
const sizes = (process.env['BENCH_ITEMS'] ?? '1000,200000').split(',').map(Number);
const calls = 200;
const batches = 10;
const site = 'default';

interface Figure {
  what: string;
  waiting: number;
  p50: number;
  p99: number;
}

async function main(): Promise<void> {
  const machine = machineFromNow();
  const directory = temporaryDirectory();
  const server = await startEmbeddedPostgres({ dataDir: join(directory, 'data'), superuserPassword: 'bench' });
  try {
    const figures = [...(await reads(server.url)), await decisions(server.url, join(directory, 'service'))];
    console.table(figures);
    console.log(JSON.stringify({ ...machine(), fsync: 'on', load: loadavg()[0], calls, figures }));
  } finally {
    await server.stop();
    removeDirectory(directory);
  }
}

async function reads(serverUrl: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const waiting of sizes) {
    const url = new URL(serverUrl);
    url.pathname = `/queue_of_${waiting}`;
    await withPool(serverUrl, (pool) => pool.query(`create database queue_of_${waiting}`));
    await migrate(url.href, moduleMigrations());
    const tables = new ReadModelTables(url.href);
    await tables.create();
    await fill(tables.pool, waiting);
    await tables.close();
    figures.push(...(await withPool(url.href, (pool) => measureReads(pool, waiting))));
  }
  return figures;
}

async function measureReads(pool: Pool, waiting: number): Promise<Figure[]> {
  const claims = new Claims(pool);
  const mia = { id: randomUUID(), name: 'Mia' };
  const page = { site, queue: 'pending', sight: everything, limit: 20 } as const;
  const { nextCursor } = await queueItems(pool, { ...page, limit: 100 });
  const measured = (what: string, work: () => Promise<unknown>) => measure(what, waiting, calls, work);
  return [
    await measured('sizes of the queues', () => queueSizes(pool, site)),
    await measured('first page of 20', () => queueItems(pool, page)),
    await measured('a later page of 20', () => queueItems(pool, { ...page, cursor: nextCursor ?? undefined })),
    await measured('20 of one article', () => queueItems(pool, { ...page, article: 'article-3' })),
    await measured('claim 5 and release them', async () => {
      await claims.take(site, mia, { queue: 'pending', limit: 5, leaseSeconds: 180 });
      await claims.release(site, mia.id, null);
    }),
  ];
}

/** Inserts waiting comments of 1,000 authors under 100 articles; nine in ten have a unique text. */
async function fill(pool: Pool, waiting: number): Promise<void> {
  const id = `lpad(to_hex(n), 32, '0')::uuid`;
  await pool.query(`
    insert into moderation_queue_g1.queue_items
    select ${id}, '${site}', 'article-' || n % 100, lpad(to_hex(n % 1000), 32, 'a')::uuid, 'held', 'pending',
      timestamptz '2026-01-01' + n * interval '1 second', '[]', '{}', 0, 0,
      md5(case when n % 10 = 0 then 'the same' else n::text end)::uuid, null, null, 1, n
    from generate_series(1, ${waiting}) n`);
  await pool.query(`insert into moderation_queue_g1.queue_sizes values ('${site}', 'pending', ${waiting})`);
  await pool.query(`
    insert into thread_g1.comments (id, site_id, article_id, root_id, depth, ancestors, author_id, author_kind, author_name, body, html,
      status, created_at, revision, version, position, likes, reply_count, visible_descendants)
    select ${id}, '${site}', 'article-' || n % 100, ${id}, 0, '{}', lpad(to_hex(n % 1000), 32, 'a')::uuid, 'member', 'Ada',
      'A comment of the usual length about the matter, number ' || n, '<p>A comment</p>', 'held',
      timestamptz '2026-01-01' + n * interval '1 second', 1, 1, n, 0, 0, 0
    from generate_series(1, ${waiting}) n`);
  await pool.query('vacuum analyze');
}

/** Decides 50 held comments per call, repeatedly, with a whole service over HTTP. */
async function decisions(databaseUrl: string, dataDir: string): Promise<Figure> {
  const secret = 'a secret that only this bench knows, long enough';
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: '0',
    JWT_SECRET: secret,
    LOG_LEVEL: 'silent',
    RATE_LIMITS: 'off',
  });
  const service = await startService(config, (reason) => {
    throw new Error(reason);
  });
  try {
    const token = await new SignJWT({ name: 'Mia', roles: ['moderator'] })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('mia')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(secret));
    const call = async (
      path: string,
      body: object,
    ): Promise<{ comment: { id: string }; results: { outcome: string }[] }> => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const response = await fetch(`${service.url}/v1/sites/${site}${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      return (await response.json()) as never;
    };
    const ids: string[] = [];
    for (let n = 0; n < batches * 50; n += 10) {
      const some = Array.from({ length: 10 }, (_, at) =>
        call(`/articles/bench-${n % 7}/comments`, { body: `comment ${n + at}` }),
      );
      ids.push(...(await Promise.all(some)).map(({ comment }) => comment.id));
    }
    await service.projector.settled();
    return await measure('50 decisions in one call', ids.length, batches, async () => {
      const decided = ids.splice(0, 50).map((commentId) => ({ commentId, decision: 'reject', reason: 'spam' }));
      const { results } = await call('/moderation/decisions', { decisions: decided });
      if (results.some(({ outcome }) => outcome !== 'applied')) throw new Error('a decision was not applied');
    });
  } finally {
    await service.stop();
  }
}

/** Milliseconds that the caller waits, after a warm-up that prepares the statements. */
async function measure(what: string, waiting: number, times: number, work: () => Promise<unknown>): Promise<Figure> {
  const warmUp = Math.min(10, Math.floor(times / 10));
  const took: number[] = [];
  for (let call = 0; call < times; call++) {
    const start = performance.now();
    await work();
    if (call >= warmUp) took.push(performance.now() - start);
  }
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 100) / 100;
  const figure = { what, waiting, p50: at(0.5), p99: at(0.99) };
  console.log(JSON.stringify(figure));
  return figure;
}

async function withPool<T>(url: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool(url, 4, 'bench');
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

void main();
