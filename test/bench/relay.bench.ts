import { execFileSync, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Pool } from 'pg';
import { EventLog } from '#event-store/event-log';
import { Keyring } from '#event-store/keys/keyring';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import { RecordingHandler } from '#messaging/recording-handler';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { migrate } from '#platform/migrate';
import { moduleMigrations } from '#platform/migrations';
import { createPool } from '#platform/postgres';
import { anEvent } from '#test/support/database/appends';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { machineFromNow, stolenFromNow } from './machine.ts';

/**
 * Speed at which the built relay drains a backlog of the log into Kafka, on an embedded PostgreSQL with fsync on and a
 * broker on the same machine. For comparison: `kafka-producer-perf-test` with similar records on the same broker.
 */
const backlog = Number(process.env['BENCH_EVENTS'] ?? 50_000);

interface Place {
  readonly directory: string;
  readonly url: string;
  readonly pool: Pool;
  readonly brokers: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

async function main(): Promise<void> {
  const machine = machineFromNow();
  const { startKafka } = await import('#scripts/kafka/cluster');
  const directory = temporaryDirectory();
  const server = await startEmbeddedPostgres({ dataDir: join(directory, 'data'), superuserPassword: 'bench' });
  const kafka = await startKafka({ dataDir: join(directory, 'kafka') });
  const pool = createPool(server.url, 4, 'bench');
  try {
    await migrate(server.url, moduleMigrations());
    const key = randomBytes(32);
    await fill(server.url, key);
    const place: Place = {
      directory,
      url: server.url,
      pool,
      brokers: kafka.brokers,
      environment: {
        DATABASE_URL: server.url,
        DATA_DIR: join(directory, 'relay'),
        KAFKA_BROKERS: kafka.brokers.join(','),
        ENCRYPTION_KEY: key.toString('base64'),
        LOG_LEVEL: 'error',
        RATE_LIMITS: 'off',
        PORT: '0',
      },
    };
    const drained = await drain(place);
    console.error(JSON.stringify(drained));
    const producerPerfTest = await producerPerformance(place);
    console.error(JSON.stringify(producerPerfTest));
    console.log(JSON.stringify({ ...machine(), backlog, drained, producerPerfTest }, null, 2));
  } finally {
    await pool.end();
    await kafka.stop();
    await server.stop();
    removeDirectory(directory);
  }
}

/** Fills the log with events as from readers: half a kilobyte, spread over 500 articles. */
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

/** Measures from the first batch in Kafka to the last, without the start of the process. */
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
  const [start, cpuBefore, stolen] = [performance.now(), cpuSeconds(relay.pid), stolenFromNow()];
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
    stolen: stolen(),
  };
}

/** CPU seconds of a process so far (Linux, in ticks of 10 ms), which are independent of other load on the machine. */
function cpuSeconds(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/**
 * Records per second of `kafka-producer-perf-test` with records that the relay has just published and its guarantees:
 * acknowledged by all replicas, idempotent. Once with the relay's compression, and once without.
 */
async function producerPerformance({ brokers, directory }: Place): Promise<object> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'speed', numPartitions: 12 }], waitForLeaders: true });
  await admin.disconnect();
  const { javaCommand, kafkaJars } = await import('#scripts/kafka/jars');
  const jars = await kafkaJars({ pom: join(import.meta.dirname, 'kafka-tools.pom.xml'), log: console.error });
  const payloads = join(directory, 'payloads');
  writeFileSync(payloads, (await published(brokers, 2_000)).join('\n'));
  const perSecond = (...settings: string[]): number => {
    const args = [
      ...['-cp', join(jars, '*'), 'org.apache.kafka.tools.ProducerPerformance', '--topic', 'speed'],
      ...['--num-records', String(4 * backlog), '--payload-file', payloads, '--throughput', '-1', '--producer-props'],
      ...[`bootstrap.servers=${brokers[0]}`, 'acks=all', 'enable.idempotence=true'],
      ...['batch.size=262144', 'linger.ms=20', ...settings],
    ];
    const printed = execFileSync(javaCommand(), args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 120_000,
    });
    const measured = Number(/([\d.]+) records\/sec/.exec(printed.trim().split('\n').at(-1) ?? '')?.[1]);
    if (!Number.isFinite(measured)) throw new Error(`unexpected output of kafka-producer-perf-test: ${printed}`);
    return Math.round(measured);
  };
  return {
    compressed: perSecond('compression.type=gzip', 'compression.gzip.level=1'),
    uncompressed: perSecond(),
  };
}

/** The values of some records in the topic of comments. */
async function published(brokers: readonly string[], count: number): Promise<readonly (string | null)[]> {
  const logger = { debug: () => undefined, warn: () => undefined };
  const transport = new KafkajsTransport({ brokers, clientId: 'bench', logger });
  const reader = new RecordingHandler();
  transport.consume(`bench-${randomUUID()}`, ['colloquy.comments'], reader);
  await reader.until(() => reader.records.length >= count);
  await transport.close();
  return reader.records.slice(0, count).map(({ value }) => value);
}

void main();
