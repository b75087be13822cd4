import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Pool } from 'pg';
import type { CloudEvent } from '#contracts/cloud-event';
import { EventLog } from '#event-store/event-log';
import { Keyring } from '#event-store/keyring';
import { KafkajsTransport } from '#messaging/kafkajs-transport';
import { RecordingHandler } from '#messaging/recording-handler';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { migrate } from '#platform/migrate';
import { roomMigrations } from '#platform/migrations';
import { createPool } from '#platform/postgres';
import { anEvent } from '../appends';
import { withDatabase } from '../database';
import { removeDirectory, temporaryDirectory } from '../temporary-directory';

/**
 * The built relay, on an embedded PostgreSQL with fsync on and a broker on the same machine: how fast a backlog of the log drains into Kafka, and how long
 * a post takes from the request to a consumer. Beside it what Kafka's own Java producer does with as many records of that size on the same broker in the same run.
 */
const backlog = Number(process.env['BENCH_EVENTS'] ?? 50_000);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 15);
const postsPerSecond = 200;
const recordBytes = 1_300; // a CloudEvent of a comment and its headers

interface Place {
  readonly directory: string;
  readonly url: string;
  readonly pool: Pool;
  readonly brokers: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

async function main(): Promise<void> {
  const { startKafka } = await import('../../scripts/kafka-broker.mjs');
  const directory = temporaryDirectory();
  const server = await startEmbeddedPostgres({ dataDir: join(directory, 'data'), superuserPassword: 'bench' });
  const kafka = await startKafka({ dataDir: join(directory, 'kafka') });
  const pool = createPool(server.url, 4, 'bench');
  try {
    await migrate(server.url, roomMigrations());
    const key = randomBytes(32);
    await fill(server.url, key);
    const place: Place = {
      ...{ directory, url: server.url, pool, brokers: kafka.brokers },
      environment: {
        ...{ DATABASE_URL: server.url, DATA_DIR: join(directory, 'relay'), KAFKA_BROKERS: kafka.brokers.join(',') },
        ...{ ENCRYPTION_KEY: key.toString('base64'), LOG_LEVEL: 'error', RATE_LIMITS: 'off', PORT: '0' },
      },
    };
    const drained = await drain(place);
    console.error(JSON.stringify(drained));
    const javaProducer = await producerSpeed(kafka.brokers);
    console.error(JSON.stringify(javaProducer));
    const posts = await latencies(await elsewhere(place));
    const hardware = `${cpus()[0]?.model} × ${availableParallelism()}`;
    console.log(JSON.stringify({ hardware, node: process.version, backlog, drained, javaProducer, posts }, null, 2));
  } finally {
    await pool.end();
    await kafka.stop();
    await server.stop();
    removeDirectory(directory);
  }
}

/** As events come from readers: half a kilobyte, spread over 500 articles. */
async function fill(url: string, key: Buffer): Promise<void> {
  const log = new EventLog({ connectionString: url, keyring: new Keyring(key) });
  for (let done = 0; done < backlog; done += 500) {
    const appends = Array.from({ length: 500 }, (_, n) => {
      const articleId = `article-${(done + n) % 500}`;
      const data = { commentId: randomUUID(), articleId, authorId: randomUUID(), text: 'x'.repeat(300) };
      const event = anEvent({ partitionKey: `default/${articleId}`, data });
      return log.append({ streamId: data.commentId, expectedVersion: 0, events: [event] });
    });
    await Promise.all(appends);
  }
  await log.close();
}

/** A fresh database and topics of its own: the backlog's events mean nothing to the read models. */
async function elsewhere(place: Place): Promise<Place> {
  await place.pool.query('create database posts');
  const url = withDatabase(place.url, 'posts');
  await migrate(url, roomMigrations());
  return { ...place, url, environment: { ...place.environment, DATABASE_URL: url, KAFKA_TOPIC_PREFIX: 'posts' } };
}

/** From the first batch that is in Kafka to the last; what a process needs to start is not the relay's speed. */
async function drain({ pool, environment }: Place): Promise<object> {
  const relay = spawn(process.execPath, ['dist/apps/relay/src/main.js'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const position = async (): Promise<number> =>
    Number((await pool.query(`select position from relay_checkpoint where name = 'events'`)).rows[0]?.position ?? 0);
  const head = Number((await pool.query('select max(position) as head from events')).rows[0]?.head);
  let [first, at] = [0, 0];
  while ((first = await position()) === 0) await delay(5);
  const [start, cpuBefore] = [performance.now(), cpuSeconds(relay.pid)];
  while ((at = await position()) < head) await delay(5);
  const elapsed = (performance.now() - start) / 1_000;
  const cpuMicros = Math.round(((cpuSeconds(relay.pid) - cpuBefore) * 1e6) / (at - first));
  relay.kill();
  await once(relay, 'exit');
  return {
    events: at - first,
    seconds: Number(elapsed.toFixed(2)),
    perSecond: Math.round((at - first) / elapsed),
    cpuMicros,
  };
}

/** What a process has used of the processors so far (Linux, ticks of 10 ms): other work on the machine does not change it. */
function cpuSeconds(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Kafka's own Java producer, with the relay's settings, from test/bench/ProducerSpeed.java; needs a JDK. */
async function producerSpeed(brokers: readonly string[]): Promise<unknown> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'speed', numPartitions: 12 }], waitForLeaders: true });
  await admin.disconnect();
  const { javaCommand, kafkaJars } = await import('../../scripts/kafka-jars.mjs');
  const jars = join(await kafkaJars(), '*');
  const args = [
    '-cp',
    jars,
    join(__dirname, 'ProducerSpeed.java'),
    String(brokers[0]),
    'speed',
    String(backlog),
    String(recordBytes),
  ];
  const printed = execFileSync(javaCommand(), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return JSON.parse(printed) as unknown;
}

/** Posts over HTTP at an even pace; each counts until a consumer of the topic has it. */
async function latencies({ environment, brokers }: Place): Promise<object> {
  const service = spawn(process.execPath, ['dist/apps/standalone/src/main.js'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(service);
  const silent = { debug: () => undefined, warn: () => undefined };
  const transport = new KafkajsTransport({ brokers, clientId: 'bench', logger: silent });
  const [started, arrived] = [new Map<string, number>(), new Map<string, number>()];
  const reader = new RecordingHandler();
  reader.onChunk = async (chunk) => {
    for (const { value } of chunk) {
      const { subject } = JSON.parse(String(value)) as CloudEvent;
      if (subject !== undefined && !arrived.has(subject)) arrived.set(subject, performance.now());
    }
  };
  transport.consume(`bench-${randomUUID()}`, ['posts.comments'], reader);
  await paced((n) => post(url, n, started), 3);
  await reader.until(() => [...started.keys()].every((id) => arrived.has(id)), 30_000);
  started.clear();
  await paced((n) => post(url, 10_000 + n, started), seconds);
  await reader.until(() => [...started.keys()].every((id) => arrived.has(id)), 30_000);
  await transport.close();
  service.kill();
  await once(service, 'exit');
  const sorted = [...started].map(([id, start]) => Number(arrived.get(id)) - start).toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
  return { posts: sorted.length, postsPerSecond, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(0.99999) };
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

async function post(url: string, n: number, started: Map<string, number>): Promise<void> {
  const start = performance.now();
  const response = await fetch(`${url}/v1/sites/default/articles/bench-${n % 100}/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `bench-${n}` },
    body: JSON.stringify({
      body: `A comment of some length, the ${n}th of them. `.repeat(4),
      author: { name: 'Reader' },
    }),
  });
  const { comment } = (await response.json()) as { comment: { id: string } };
  started.set(comment.id, start);
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
