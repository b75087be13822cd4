import { randomBytes, randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { Pool } from 'pg';
import { eventTopicsOf } from '#contracts/events/topics';
import { Keyring } from '#event-store/keys/keyring';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import type { IncomingRecord } from '#messaging/record';
import { readEvents } from '#consumer/read-events';
import { survivingPool } from '#platform/postgres';
import { appendPersistently } from '#test/support/database/append-history';
import {
  createTestDatabase,
  dropDatabase,
  execute,
  serverUrlVariable,
  type TestDatabase,
  withDatabase,
} from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { everything, randomHistory } from '#test/support/histories/random-history';
import { readLog, readTopics } from './topic-oracle.ts';
import { until } from '#test/support/time/until';
import { runProgram } from '#test/support/processes/run-program';
import { type RoleProcess, startRoleProcess } from '#test/support/processes/role-process';

const partitions = 3;

/** The parts that the databases of one test share: a broker, a topic prefix, the wrapping key. */
export interface Deployment {
  readonly brokers: readonly string[];
  readonly prefix: string;
  readonly dataDir: string;
  readonly encryptionKey: Buffer;
}

export const aDeployment = (brokers: readonly string[], dataDir: string): Deployment => ({
  brokers,
  dataDir,
  prefix: `topics-${randomUUID()}`,
  encryptionKey: randomBytes(32),
});

/**
 * A database whose log is published by relays in separate processes. Between calls the spec has no connection to it, so
 * that it can be copied.
 */
export class PublishedDatabase {
  private readonly newsroom;

  private constructor(
    private readonly deployment: Deployment,
    private readonly database: TestDatabase,
    private readonly seed: number,
  ) {
    this.newsroom = randomHistory(seed, { ...everything, erase: 0 }, { sites: 1, articles: 9, people: 12 });
  }

  static async create(deployment: Deployment, seed = 1): Promise<PublishedDatabase> {
    return new PublishedDatabase(deployment, await createTestDatabase(), seed);
  }

  /** Copies the database, as a backup does. In the copy another newsroom writes, with another seed. */
  async copy(seed: number): Promise<PublishedDatabase> {
    const server = String(process.env[serverUrlVariable]);
    const name = `copy_${randomUUID().replaceAll('-', '')}`;
    await execute(server, `create database ${name} template ${new URL(this.database.url).pathname.slice(1)}`);
    const drop = () => dropDatabase(server, name);
    return new PublishedDatabase(this.deployment, { url: withDatabase(server, name), drop }, seed);
  }

  /** Appends `count` events. */
  async append(count: number): Promise<void> {
    const logs = new EventLogs(new Keyring(this.deployment.encryptionKey));
    const log = logs.open(this.database.url);
    for (let n = 0; n < count; n++) {
      const { value: event } = this.newsroom.next();
      if (event) await appendPersistently(log, { ...event, siteId: `${event.siteId}-${this.seed}` });
    }
    await logs.close();
  }

  startRelay(): RoleProcess {
    return startRoleProcess('relay', this.environment);
  }

  /** Runs a relay until everything is published, then terminates it. */
  async publish(): Promise<void> {
    const relay = this.startRelay();
    await this.published();
    await relay.terminate();
  }

  /** Waits until everything is published. */
  async published(): Promise<void> {
    await until('everything is published', () =>
      this.query(async (pool) => {
        const { entries, checkpoint } = await readLog(pool);
        return checkpoint === (entries.at(-1)?.position ?? 0);
      }),
    );
  }

  /** Waits until the relay ends by itself. Resolves with its last line of output and its exit code. */
  async refusal(relay: RoleProcess = this.startRelay()): Promise<{ line: string; code: number | null }> {
    await until('the relay ends', () => !relay.isRunning());
    return { line: relay.output().trim().split('\n').at(-1) ?? '', code: await relay.terminate() };
  }

  /** Runs `colloquy republish` and resolves with its output. */
  async republish(...args: string[]): Promise<string> {
    return runProgram('dist/apps/operate/src/colloquy.main.js', ['republish', ...args], this.environment);
  }

  async positions(): Promise<number[]> {
    return this.query(async (pool) => (await readLog(pool)).entries.map(({ position }) => position));
  }

  async query<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
    const pool = survivingPool({ connectionString: this.database.url, max: 1 });
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  }

  drop(): Promise<void> {
    return this.database.drop();
  }

  private get environment(): Record<string, string> {
    const { brokers, prefix, dataDir, encryptionKey } = this.deployment;
    return {
      DATABASE_URL: this.database.url,
      DATA_DIR: dataDir,
      KAFKA_BROKERS: brokers.join(','),
      KAFKA_TOPIC_PREFIX: prefix,
      KAFKA_PARTITIONS: String(partitions),
      ENCRYPTION_KEY: encryptionKey.toString('base64'),
      METRICS_PORT: '0',
    };
  }
}

/** All records of the event topics. */
export const recordsOf = ({ brokers, prefix }: Deployment): Promise<readonly IncomingRecord[]> =>
  readTopics(brokers, eventTopicsOf(prefix));

/** The positions that a new consumer receives, in ascending order. Rejects when the consumer finds a hole. */
export async function readByOutsider({ brokers, prefix }: Deployment, count: number): Promise<number[]> {
  const positions: number[] = [];
  const reading = readEvents({
    brokers,
    groupId: `outsider-${randomUUID()}`,
    topics: eventTopicsOf(prefix),
    onEvent: ({ published }) => void positions.push(published.position),
  });
  await Promise.race([reading.finished, until('it has read everything', () => positions.length >= count)]);
  await reading.stop();
  return positions.toSorted((a, b) => a - b);
}

/**
 * Deletes the event topics and creates them again, as an operator might.
 * @param kept records to write to the new topics; 'nothing-at-all' leaves the topics deleted
 */
export async function makeAnew(
  { brokers, prefix }: Deployment,
  kept: readonly IncomingRecord[] | 'nothing-at-all' = [],
): Promise<void> {
  const topics = eventTopicsOf(prefix);
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.deleteTopics({ topics });
  await until(
    'the topics are deleted',
    async () => !(await admin.listTopics()).some((topic) => topics.includes(topic)),
  );
  await admin.disconnect();
  if (kept === 'nothing-at-all') return;
  const logger = { debug: () => undefined, warn: () => undefined };
  const transport = new KafkajsTransport({ brokers, clientId: 'operator', logger });
  await transport.ensureTopics(topics.map((name) => ({ name, partitions, replication: 1 })));
  await transport.publish(kept.map((record) => ({ ...record, key: String(record.key) })));
  await transport.close();
}
