import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Agent, type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { KafkaCluster } from '#scripts/kafka/cluster';
import type { CloudEvent } from '#contracts/cloud-event';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import { RecordingHandler } from '#messaging/recording-handler';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { createPool } from '#platform/postgres';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { machineFromNow, stolenFromNow } from './machine.ts';

/**
 * The built service, publishing to a broker on the same machine and projecting from it. Measures the time from a post
 * to a consumer of the topic, and to a reader that waits for it, and the time to publish everything after an outage of
 * the broker. PostgreSQL runs with fsync on.
 */
const seconds = Number(process.env['BENCH_SECONDS'] ?? 15);
const outageSeconds = Number(process.env['BENCH_OUTAGE'] ?? 60);
const postsPerSecond = 200;
/** One in this many authors reads their comment back: a read for each would measure the reads. */
const readersAmong = 5;

const warmUpSeconds = 10;

async function main(): Promise<void> {
  const machine = machineFromNow();
  const { startKafka } = await import('#scripts/kafka/cluster');
  const directory = temporaryDirectory();
  const server = await startEmbeddedPostgres({ dataDir: join(directory, 'data'), superuserPassword: 'bench' });
  const kafka = await startKafka({ dataDir: join(directory, 'kafka') });
  const pool = createPool(server.url, 2, 'bench');
  const service = spawn(process.execPath, ['dist/apps/standalone/src/main.js'], {
    env: {
      ...process.env,
      DATABASE_URL: server.url,
      DATA_DIR: join(directory, 'service'),
      KAFKA_BROKERS: kafka.brokers.join(','),
      LOG_LEVEL: 'fatal',
      RATE_LIMITS: 'off',
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await addressOf(service);
    const toConsumer = await whileWatched(() => latenciesToConsumer(url, kafka.brokers));
    const toReader = await whileWatched(() => latenciesToReader(url));
    const posts = { postsPerSecond, toConsumer, toReader };
    console.error(JSON.stringify(posts));
    const outage = await drainAfterOutage(url, kafka, pool);
    console.log(JSON.stringify({ ...machine(), posts, outage }, null, 2));
  } finally {
    service.kill();
    await once(service, 'exit');
    await pool.end();
    await kafka.stop();
    await server.stop();
    removeDirectory(directory);
  }
}

async function whileWatched(work: () => Promise<object>): Promise<object> {
  const stolen = stolenFromNow();
  return { ...(await work()), stolen: stolen() };
}

/** Posts over HTTP at an even pace, and measures until a consumer of the topic receives each. */
async function latenciesToConsumer(url: string, brokers: readonly string[]): Promise<object> {
  const silent = { debug: () => undefined, warn: () => undefined };
  const transport = new KafkajsTransport({ brokers, clientId: 'bench', logger: silent });
  const started = new Map<string, number>();
  const arrived = new Map<string, number>();
  const reader = new RecordingHandler();
  reader.onChunk = async (chunk) => {
    for (const { value } of chunk) {
      const { subject } = JSON.parse(String(value)) as CloudEvent;
      if (subject !== undefined && !arrived.has(subject)) arrived.set(subject, performance.now());
    }
  };
  transport.consume(`bench-${randomUUID()}`, ['colloquy.comments'], reader);
  const posting = async (n: number): Promise<void> => {
    const start = performance.now();
    started.set((await post(url, n)).comment.id, start);
  };
  const allArrived = () => reader.until(() => [...started.keys()].every((id) => arrived.has(id)), 60_000);
  await paced(posting, warmUpSeconds);
  await allArrived();
  started.clear();
  await paced((n) => posting(10_000 + n), seconds);
  await allArrived();
  await transport.close();
  return percentiles([...started].map(([id, start]) => Number(arrived.get(id)) - start));
}

/** The same pace without a consumer, measured until authors who wait for their own comment see it in the thread. */
async function latenciesToReader(url: string): Promise<object> {
  const seen: number[] = [];
  await paced(async (n) => {
    const start = performance.now();
    const { position } = await post(url, 50_000 + n);
    if (n % readersAmong !== 0) return;
    const { headers } = await call(`${articleOf(url, 50_000 + n)}?after=${position}&limit=1`);
    if (n >= warmUpSeconds * postsPerSecond) seen.push(headers['x-stale'] ? Infinity : performance.now() - start);
  }, warmUpSeconds + seconds);
  return percentiles(seen);
}

/**
 * Stops the broker and starts it again under the same load. Measures from the restart, and from the last post, until
 * the relay has published everything.
 */
async function drainAfterOutage(url: string, kafka: KafkaCluster, pool: Pool): Promise<object> {
  let [n, isOver] = [100_000, false];
  const load = (async () => {
    while (!isOver) await paced(() => post(url, n++), 1);
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

async function paced(once: (n: number) => Promise<unknown>, lasting: number): Promise<void> {
  const start = performance.now();
  const calls: Promise<unknown>[] = [];
  for (let n = 0; n < lasting * postsPerSecond; n++) {
    const due = start + (n * 1_000) / postsPerSecond;
    if (due > performance.now()) await delay(due - performance.now());
    calls.push(once(n));
  }
  await Promise.all(calls);
}

const articleOf = (url: string, n: number): string => `${url}/v1/sites/default/articles/bench-${n % 100}/comments`;

interface Posted {
  readonly comment: { readonly id: string };
  readonly position: string;
}

/** Posts with retries and one idempotency key, as a careful client does. The time includes all attempts. */
async function post(url: string, n: number): Promise<Posted> {
  const body = JSON.stringify({
    body: `A comment of some length, the ${n}th of them. `.repeat(4),
    author: { name: 'Reader' },
  });
  for (let attempt = 1; ; attempt++) {
    try {
      const { status, text } = await call(articleOf(url, n), body, `bench-${n}`);
      if (status !== 201) throw new Error(`answered ${status}: ${text}`);
      return JSON.parse(text) as Posted;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

/** Uses node:http, which costs a fraction of `fetch`: the load must leave the CPU to the service. */
const agent = new Agent({ keepAlive: true });

async function call(
  url: string,
  body?: string,
  key = '',
): Promise<Pick<IncomingMessage, 'headers'> & { status: number | undefined; text: string }> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  const sent = request(url, body === undefined ? { agent } : { agent, method: 'POST', headers });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = await answer.toArray();
  return { headers: answer.headers, status: answer.statusCode, text: Buffer.concat(chunks).toString() };
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
