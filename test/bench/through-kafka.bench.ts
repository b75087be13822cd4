import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { KafkaCluster } from '../../scripts/kafka-broker.mjs';
import type { CloudEvent } from '#contracts/cloud-event';
import { KafkajsTransport } from '#messaging/kafkajs-transport';
import { RecordingHandler } from '#messaging/recording-handler';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { createPool } from '#platform/postgres';
import { removeDirectory, temporaryDirectory } from '../temporary-directory';

/**
 * The built service, publishing to a broker on the same machine and projecting from it: how long a post takes from its request to a consumer of the topic, and to a
 * reader who waits for it; and how long after an outage of the broker nothing is left to publish. PostgreSQL runs with fsync on.
 */
const seconds = Number(process.env['BENCH_SECONDS'] ?? 15);
const outageSeconds = Number(process.env['BENCH_OUTAGE'] ?? 60);
const postsPerSecond = 200;
/** Every so many posts somebody waits for theirs: a read for each would measure the reads. */
const readersAmong = 5;

interface Times {
  /** When each comment was posted, by its id. */
  readonly started: Map<string, number>;
  readonly arrived: Map<string, number>;
  readonly seen: number[];
}

async function main(): Promise<void> {
  const { startKafka } = await import('../../scripts/kafka-broker.mjs');
  const directory = temporaryDirectory();
  const server = await startEmbeddedPostgres({ dataDir: join(directory, 'data'), superuserPassword: 'bench' });
  const kafka = await startKafka({ dataDir: join(directory, 'kafka') });
  const pool = createPool(server.url, 2, 'bench');
  const service = spawn(process.execPath, ['dist/apps/standalone/src/main.js'], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: server.url, DATA_DIR: join(directory, 'service'), KAFKA_BROKERS: kafka.brokers.join(',') },
      ...{ LOG_LEVEL: 'fatal', RATE_LIMITS: 'off', PORT: '0' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await addressOf(service);
    const posts = await latencies(url, kafka.brokers);
    console.error(JSON.stringify(posts));
    const outage = await drainAfterOutage(url, kafka, pool);
    const hardware = `${cpus()[0]?.model} × ${availableParallelism()}`;
    console.log(JSON.stringify({ hardware, node: process.version, posts, outage }, null, 2));
  } finally {
    service.kill();
    await once(service, 'exit');
    await pool.end();
    await kafka.stop();
    await server.stop();
    removeDirectory(directory);
  }
}

/** Posts over HTTP at an even pace; each counts until a consumer of the topic has it, some until a reader who waits for them does. */
async function latencies(url: string, brokers: readonly string[]): Promise<object> {
  const silent = { debug: () => undefined, warn: () => undefined };
  const transport = new KafkajsTransport({ brokers, clientId: 'bench', logger: silent });
  const times: Times = { started: new Map(), arrived: new Map(), seen: [] };
  const reader = new RecordingHandler();
  reader.onChunk = async (chunk) => {
    for (const { value } of chunk) {
      const { subject } = JSON.parse(String(value)) as CloudEvent;
      if (subject !== undefined && !times.arrived.has(subject)) times.arrived.set(subject, performance.now());
    }
  };
  transport.consume(`bench-${randomUUID()}`, ['colloquy.comments'], reader);
  const allArrived = () => reader.until(() => [...times.started.keys()].every((id) => times.arrived.has(id)), 60_000);
  await paced((n) => post(url, n, times), 5);
  await allArrived();
  times.started.clear();
  times.seen.length = 0;
  await paced((n) => post(url, 10_000 + n, times), seconds);
  await allArrived();
  await transport.close();
  const toConsumer = [...times.started].map(([id, start]) => Number(times.arrived.get(id)) - start);
  return { postsPerSecond, toConsumer: percentiles(toConsumer), toReader: percentiles(times.seen) };
}

/** The broker goes and comes back under the same load; from then, and from the last post, until the relay has published all there is. */
async function drainAfterOutage(url: string, kafka: KafkaCluster, pool: Pool): Promise<object> {
  const times: Times = { started: new Map(), arrived: new Map(), seen: [] };
  let [n, isOver] = [100_000, false];
  const load = (async () => {
    while (!isOver) await paced(() => post(url, n++ * readersAmong + 1, times), 1);
  })();
  await delay(2_000);
  await kafka.nodes[0]?.stop();
  await delay(outageSeconds * 1_000);
  const lag = await lagOf(pool);
  await kafka.nodes[0]?.start();
  const back = performance.now();
  await delay(1_000);
  isOver = true;
  await load;
  const last = performance.now();
  while ((await lagOf(pool)) > 0) await delay(10);
  const end = performance.now();
  return {
    outageSeconds,
    lag,
    msFromBrokerToNothingLeft: Math.round(end - back),
    msFromLastPost: Math.round(end - last),
  };
}

async function lagOf(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ lag: string }>(
    `select (select max(position) from events) - (select position from relay_checkpoint where name = 'events') as lag`,
  );
  return Number(rows[0]?.lag);
}

async function paced(once: (n: number) => Promise<void>, lasting: number): Promise<void> {
  const start = performance.now();
  const calls: Promise<void>[] = [];
  for (let n = 0; n < lasting * postsPerSecond; n++) {
    const due = start + (n * 1_000) / postsPerSecond;
    if (due > performance.now()) await delay(due - performance.now());
    calls.push(once(n));
  }
  await Promise.all(calls);
}

async function post(url: string, n: number, { started, seen }: Times): Promise<void> {
  const start = performance.now();
  const article = `${url}/v1/sites/default/articles/bench-${n % 100}/comments`;
  const response = await persistently(article, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `bench-${n}` },
    body: JSON.stringify({
      body: `A comment of some length, the ${n}th of them. `.repeat(4),
      author: { name: 'Reader' },
    }),
  });
  const answer = await response.text();
  if (response.status !== 201) throw new Error(`answered ${response.status}: ${answer}`);
  const { comment, position } = JSON.parse(answer) as { comment: { id: string }; position: string };
  started.set(comment.id, start);
  if (n % readersAmong !== 0) return;
  const read = await fetch(`${article}?after=${position}&limit=1`);
  await read.arrayBuffer();
  seen.push(read.headers.has('x-stale') ? Infinity : performance.now() - start);
}

/** As a careful client does: with the same key until there is an answer. The time of all attempts counts. */
async function persistently(url: string, request: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetch(url, request);
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

function percentiles(times: readonly number[]): object {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(0.99999) };
}

async function addressOf(service: ChildProcess): Promise<string> {
  if (!service.stdout) throw new Error('no standard output');
  for await (const line of createInterface({ input: service.stdout })) {
    const [url] = /http:\/\/[\w.:[\]]+/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error('the service did not start');
}

void main();
