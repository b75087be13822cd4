import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AppendRequest } from '#event-store/appending/append';
import type { EventToAppend } from '#event-store/event';
import { EventLog } from '#event-store/event-log';
import { Keyring } from '#event-store/keys/keyring';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { migrate } from '#platform/migrate';
import { moduleMigrations } from '#platform/migrations';
import { createPool } from '#platform/postgres';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { machineFromNow } from './machine.ts';

/**
 * Durable appends of one process, on an embedded PostgreSQL with fsync on. Each caller waits for its result before the
 * next append. An append is one event of about 430 bytes to a new stream, at a checked version. For comparison, in the
 * same minute: one plain INSERT of the same event per caller, and bare fdatasync calls.
 */
const callers = 64;
const rounds = 3;
const seconds = Number(process.env['BENCH_SECONDS'] ?? 6);
const warmUpSeconds = 2;

interface Figure {
  what: string;
  perSecond: number;
  p50: number;
  p99: number;
}

async function main(): Promise<void> {
  const machine = machineFromNow();
  const directory = temporaryDirectory();
  const server = await startEmbeddedPostgres({ dataDir: join(directory, 'data'), superuserPassword: 'bench' });
  try {
    await migrate(server.url, moduleMigrations());
    const figures = await measureAll(server.url, directory);
    console.table(figures);
    console.log(JSON.stringify({ ...machine(), fsync: 'on', callers, seconds, figures }));
  } finally {
    await server.stop();
    removeDirectory(directory);
  }
}

async function measureAll(url: string, directory: string): Promise<Figure[]> {
  const log = new EventLog({ connectionString: url, keyring: new Keyring(randomBytes(32)) });
  const article = anId();
  await log.append({ streamId: article, expectedVersion: 0, events: [anEvent()] });
  const figures: Figure[] = [];
  for (let round = 1; round <= rounds; round++) {
    figures.push(await measure('append', () => appended(log, anAppend())));
    figures.push(await measure('append, guarded, with a key, sealed', () => appended(log, aPost(article))));
    figures.push(await measurePlainInserts(url));
    figures.push({ what: 'fdatasync of 8 kB', perSecond: fdatasyncs(directory), p50: Number.NaN, p99: Number.NaN });
  }
  await log.close();
  return figures;
}

async function appended(log: EventLog, request: AppendRequest): Promise<void> {
  const { kind } = await log.append(request);
  if (kind !== 'appended') throw new Error(`not appended: ${kind}`);
}

async function measurePlainInserts(url: string): Promise<Figure> {
  const pool = createPool(url, callers, 'colloquy bench');
  await pool.query('create table if not exists plain (id uuid primary key, data jsonb not null)');
  const text = 'insert into plain values ($1, $2)';
  const insert = (): Promise<unknown> =>
    pool.query({ name: 'plain', text, values: [anId(), JSON.stringify(anEvent())] });
  const figure = await measure('plain insert', insert);
  await pool.end();
  return figure;
}

/** Runs all callers in a loop until the time is over. */
async function measure(what: string, call: () => Promise<unknown>): Promise<Figure> {
  let latencies: number[] = [];
  const stop = new AbortController();
  const caller = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const start = performance.now();
      await call();
      latencies.push(performance.now() - start);
    }
  };
  const all = Promise.all(Array.from({ length: callers }, caller));
  await delay(warmUpSeconds * 1_000);
  latencies = [];
  const start = performance.now();
  await delay(seconds * 1_000);
  const sorted = latencies.toSorted((a, b) => a - b);
  const elapsed = (performance.now() - start) / 1_000;
  stop.abort();
  await all;
  const at = (share: number): number =>
    Math.round((sorted[Math.floor(sorted.length * share)] ?? Number.NaN) * 100) / 100;
  return { what, perSecond: Math.round(sorted.length / elapsed), p50: at(0.5), p99: at(0.99) };
}

function fdatasyncs(directory: string): number {
  const file = openSync(join(directory, 'fdatasync'), 'w');
  const page = Buffer.alloc(8_192, 1);
  const start = performance.now();
  let count = 0;
  for (; performance.now() - start < 1_000; count++) {
    writeSync(file, page, 0, page.length, (count % 1_000) * page.length);
    fdatasyncSync(file);
  }
  closeSync(file);
  return count;
}

const article = 'an-article-with-a-name';
const text = 'A comment that quotes "something" of some length. '.repeat(4);
const authors = Array.from({ length: 1_000 }, () => anId());
let next = 0;

/** A UUIDv7 that is very cheap to create. */
function anId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

function anEvent(differences: Partial<EventToAppend> = {}): EventToAppend {
  const authorId = authors[next++ % authors.length]!;
  const data = {
    articleId: article,
    authorId,
    parentId: null,
    depth: 0,
    language: 'en',
    length: text.length,
    body: text,
  };
  return {
    eventId: anId(),
    type: 'CommentPosted',
    schemaVersion: 1,
    siteId: 'default',
    partitionKey: `default/${article}`,
    data,
    meta: { actor: authorId, role: 'reader' },
    ...differences,
  };
}

const anAppend = (): AppendRequest => ({ streamId: anId(), expectedVersion: 0, events: [anEvent()] });

/** An append as for a posted comment: the text encrypted, the article unchanged, safe to repeat. */
function aPost(articleStream: string): AppendRequest {
  const subjectId = authors[next % authors.length]!;
  const data = {
    articleId: article,
    authorId: subjectId,
    parentId: null,
    depth: 0,
    language: 'en',
    length: text.length,
  };
  const requestHash = Buffer.alloc(32, next);
  return {
    streamId: anId(),
    expectedVersion: 0,
    guards: [{ streamId: articleStream, version: 1 }],
    events: [anEvent({ subjectId, data, personal: { body: text, name: 'A. Reader' } })],
    idempotency: { scope: subjectId, key: anId(), requestHash, result: { status: 'published' } },
  };
}

void main();
