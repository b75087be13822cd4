import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import type { KafkaCluster } from '../../scripts/kafka-broker.mjs';
import type { EventLog } from '#event-store/event-log';
import { Keyring } from '#event-store/keyring';
import { anAppend, anEvent } from '../appends';
import { createTestDatabase, type TestDatabase } from '../database';
import { EventLogs } from '../event-logs';
import { ownBrokers } from '../kafka';
import { removeDirectory, temporaryDirectory } from '../temporary-directory';
import { eventTopicsOf, faultsIn, misplaced, readLog, readTopics } from '../topic-oracle';
import { type RelayProcess, startRelayProcess } from './relay-process';

const prefix = 'faults';
const partitions = 6;

/** A database, a broker that may be harmed, an event log under load, and relays as processes. */
export class RelaySite {
  readonly relays: RelayProcess[] = [];
  private loading = false;
  private load: Promise<void> = Promise.resolve();

  private constructor(
    readonly cluster: KafkaCluster,
    readonly pool: Pool,
    readonly log: EventLog,
    private readonly database: Pick<TestDatabase, 'url' | 'drop'>,
    private readonly logs: EventLogs,
    private readonly dataDir: string,
    private readonly encryptionKey: Buffer,
  ) {
    pool.on('error', () => undefined);
  }

  /** @param database the run's own unless the spec brings one that it may harm */
  static async open(database?: Pick<TestDatabase, 'url' | 'drop'>): Promise<RelaySite> {
    const [cluster, place] = await Promise.all([ownBrokers(), database ?? createTestDatabase()]);
    const encryptionKey = randomBytes(32);
    const logs = new EventLogs(new Keyring(encryptionKey));
    const pool = new Pool({ connectionString: place.url, max: 4 });
    return new RelaySite(cluster, pool, logs.open(place.url), place, logs, temporaryDirectory(), encryptionKey);
  }

  startRelay(): RelayProcess {
    const relay = startRelayProcess({
      DATABASE_URL: this.database.url,
      DATA_DIR: this.dataDir,
      KAFKA_BROKERS: this.cluster.brokers.join(','),
      KAFKA_TOPIC_PREFIX: prefix,
      KAFKA_PARTITIONS: String(partitions),
      ENCRYPTION_KEY: this.encryptionKey.toString('base64'),
    });
    this.relays.push(relay);
    return relay;
  }

  /** Appends about so many events a second until `endLoad`; an append that fails is left out, as a reader would be told. */
  startLoad(perSecond: number): void {
    this.loading = true;
    this.load = (async () => {
      for (let n = 0; this.loading; n += 10) {
        const batch = Array.from({ length: 10 }, (_, i) =>
          this.log.append(anAppend({ events: [anEvent({ partitionKey: `default/article-${(n + i) % 23}` })] })),
        );
        await Promise.allSettled(batch);
        await delay(10_000 / perSecond);
      }
    })();
  }

  async endLoad(): Promise<void> {
    this.loading = false;
    await this.load;
  }

  async leader(): Promise<{ holder: string; epoch: number } | undefined> {
    const { rows } = await this.pool.query<{ holder: string; epoch: string }>(
      'select holder, epoch from relay_lease where expires_at > now()',
    );
    return rows[0] && { holder: rows[0].holder, epoch: Number(rows[0].epoch) };
  }

  async leadingProcess(): Promise<RelayProcess | undefined> {
    const leader = await this.leader();
    return this.relays.find(({ pid }) => leader?.holder.includes(`/${pid}/`));
  }

  /** The position up to which everything is certainly in Kafka. */
  async published(): Promise<number> {
    return (await readLog(this.pool)).checkpoint;
  }

  async lag(): Promise<number> {
    const { entries, checkpoint } = await readLog(this.pool);
    return (entries.at(-1)?.position ?? 0) - checkpoint;
  }

  /** What the topics hold beside the log: empty when nothing is missing, nothing is out of order, and no chain is broken. */
  async faults(): Promise<string[]> {
    const records = await readTopics(this.cluster.brokers, eventTopicsOf(prefix));
    const elsewhere = misplaced(records, partitions).map(({ key }) => `${key} is in the wrong partition`);
    return [...faultsIn(records, await readLog(this.pool)), ...elsewhere];
  }

  async close(): Promise<void> {
    await this.endLoad();
    await Promise.all(this.relays.map((relay) => relay.kill()));
    await this.logs.close();
    await this.pool.end();
    await this.database.drop();
    await this.cluster.stop();
    removeDirectory(this.dataDir);
  }
}
