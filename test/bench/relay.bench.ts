import { execFileSync, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Pool } from 'pg';
import { EventLog } from '#event-store/event-log';
import { Keyring } from '#event-store/keyring';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { migrate } from '#platform/migrate';
import { roomMigrations } from '#platform/migrations';
import { createPool } from '#platform/postgres';
import { anEvent } from '../appends';
import { removeDirectory, temporaryDirectory } from '../temporary-directory';

/**
 * The built relay, on an embedded PostgreSQL with fsync on and a broker on the same machine: how fast a backlog of the log drains into Kafka.
 * Beside it what `kafka-producer-perf-test` does with as many records of that size on the same broker in the same run.
 */
const backlog = Number(process.env['BENCH_EVENTS'] ?? 50_000);
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
    const producerPerfTest = await producerPerformance(place);
    console.error(JSON.stringify(producerPerfTest));
    const hardware = `${cpus()[0]?.model} × ${availableParallelism()}`;
    console.log(JSON.stringify({ hardware, node: process.version, backlog, drained, producerPerfTest }, null, 2));
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

/** What `kafka-producer-perf-test` says of as many records with the relay's promises: acknowledged by all, idempotent, compressed. */
async function producerPerformance(place: Pick<Place, 'brokers' | 'directory'>): Promise<unknown> {
  const admin = new Kafka({ brokers: [...place.brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'speed', numPartitions: 12 }], waitForLeaders: true });
  await admin.disconnect();
  const { javaCommand, kafkaJars } = await import('../../scripts/kafka-jars.mjs');
  const jars = await kafkaJars({ pom: join(__dirname, 'kafka-tools.pom.xml'), log: console.error });
  const payloads = join(place.directory, 'payloads');
  writeFileSync(payloads, Array.from({ length: 1_000 }, recordLikeOurs).join('\n'));
  const args = [
    ...['-cp', join(jars, '*'), 'org.apache.kafka.tools.ProducerPerformance', '--topic', 'speed'],
    ...['--num-records', String(backlog), '--payload-file', payloads, '--throughput', '-1', '--producer-props'],
    ...[`bootstrap.servers=${place.brokers[0]}`, 'acks=all', 'enable.idempotence=true', 'compression.type=gzip'],
  ];
  const printed = execFileSync(javaCommand(), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const perSecond = Number(/([\d.]+) records\/sec/.exec(printed.trim().split('\n').at(-1) ?? '')?.[1]);
  if (!Number.isFinite(perSecond)) throw new Error(`kafka-producer-perf-test said: ${printed}`);
  return { records: backlog, perSecond: Math.round(perSecond) };
}

/** A third of it is random, as ids and sealed text are; the rest repeats, as the names of fields do. */
const recordLikeOurs = (): string =>
  Array.from({ length: recordBytes / 3 }, () => `xx${String.fromCharCode(33 + Math.floor(Math.random() * 90))}`).join(
    '',
  );

void main();
