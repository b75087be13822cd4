import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { EventLog } from '#event-store/event-log';
import { Keyring } from '#event-store/keys/keyring';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { migrate } from '#platform/migrate';
import { moduleMigrations } from '#platform/migrations';
import { rebuild } from '#projector/rebuild/rebuild';
import { readBatch } from '#projector/apply/shared-reading';
import { allProjections } from '#read-models/all-projections';
import type { Projection } from '#read-models/projection';
import { renderMarkdown } from '#markdown/render-markdown';
import { survivingPool } from '#platform/postgres';
import { appendHistory } from '#test/support/database/append-history';
import { chanceOf } from '#test/support/histories/chance';
import { historyOf, newspaper } from '#test/support/histories/random-history';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { machineFromNow } from './machine.ts';

/**
 * Speed of rebuilding read models from the log: posts and replies of about 200 characters under 1,000 articles, likes,
 * reports and decisions, on an embedded PostgreSQL with fsync on. Each figure is events of the log per second of wall
 * time, from the first read to the swap, including indexes.
 */
const length = Number(process.env['BENCH_EVENTS'] ?? 100_000);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);

interface Figure {
  what: string;
  eventsPerSecond: number;
  /** CPU of this process per event, which is independent of other load on the machine. */
  cpuMicroseconds: number;
}

async function main(): Promise<void> {
  const machine = machineFromNow();
  const directory = temporaryDirectory();
  const server = await startEmbeddedPostgres({ dataDir: join(directory, 'data'), superuserPassword: 'bench' });
  const log = new EventLog({ connectionString: server.url, keyring: new Keyring(randomBytes(32)) });
  const pool = survivingPool({ connectionString: server.url, max: 10 });
  try {
    await migrate(server.url, moduleMigrations());
    await appendHistory(log, historyOf(1, length, newspaper, { sites: 1, articles: 1000, people: 5000 }));
    await pool.query('vacuum analyze events');
    const figures: Figure[] = [];
    for (let round = 1; round <= rounds; round++) figures.push(...(await measureAll(log, pool)));
    console.table(figures);
    console.log(JSON.stringify({ ...machine(), fsync: 'on', length, figures }));
  } finally {
    await pool.end();
    await log.close();
    await server.stop();
    removeDirectory(directory);
  }
}

async function measureAll(log: EventLog, pool: Pool): Promise<Figure[]> {
  const one = (projections: readonly Projection[]) => rebuild(projections, { pool, eventLog: log });
  const figures = [await measure('all read models', () => one(allProjections))];
  for (const projection of allProjections) {
    figures.push(await measure(`${projection.name} only`, () => one([projection])));
  }
  figures.push(await measure('reading and decrypting only', () => readAll(log)));
  figures.push(await measure('rendering Markdown only', () => renderAll()));
  return figures;
}

async function readAll(log: EventLog): Promise<void> {
  for (let after = 0; ;) {
    const batch = await readBatch(log, after, 5000);
    if (!batch) return;
    after = batch.end;
  }
}

async function renderAll(): Promise<void> {
  for (const text of texts) renderMarkdown(text);
}

const chance = chanceOf(2);
const texts = Array.from({ length }, () => chance.text());

async function measure(what: string, work: () => Promise<void>): Promise<Figure> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { what, eventsPerSecond: Math.round(length / seconds), cpuMicroseconds: Math.round((user + system) / length) };
}

void main();
