import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { KafkaCluster } from '#scripts/kafka/cluster';
import type { EventLog } from '#event-store/event-log';
import { Keyring } from '#event-store/keys/keyring';
import { allProjections } from '#read-models/all-projections';
import { readProgress } from '#read-models/progress';
import { survivingPool } from '#platform/postgres';
import { appendPersistently } from '#test/support/database/append-history';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { brokenInvariants, type Installation, isAtRest } from './four-invariants.ts';
import { ownBrokers } from './brokers.ts';
import { everything, isErasing, randomHistory } from '#test/support/histories/random-history';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { readLog } from './topic-oracle.ts';
import { until } from '#test/support/time/until';
import { type RoleProcess, startRoleProcess } from '#test/support/processes/role-process';

interface Parts {
  readonly cluster: KafkaCluster;
  readonly database: Pick<TestDatabase, 'url' | 'drop'>;
  readonly logs: EventLogs;
  readonly encryptionKey: Buffer;
}

/**
 * A database, brokers that a spec may disturb, newsrooms that write to the log, and relays and projectors in separate
 * processes.
 */
export class KafkaSite implements Installation {
  readonly prefix = 'faults';
  readonly partitions = 6;
  readonly relays: RoleProcess[] = [];
  readonly projectors: RoleProcess[] = [];
  readonly pool: Pool;
  readonly log: EventLog;
  readonly cluster: KafkaCluster;
  readonly environment: Readonly<Record<string, string>>;
  private readonly dataDir = temporaryDirectory();
  /** Each writes its events one by one; all of them write in parallel. */
  private readonly newsrooms = [1, 2, 3, 4, 5, 6].map((seed) =>
    randomHistory(seed, everything, { sites: 1, articles: 5, people: 12 }),
  );
  private loading = false;
  private load: Promise<unknown> = Promise.resolve();

  private constructor(private readonly parts: Parts) {
    const { cluster, database, logs, encryptionKey } = parts;
    this.cluster = cluster;
    this.pool = survivingPool({ connectionString: database.url, max: 4 });
    this.log = logs.open(database.url);
    this.environment = {
      DATABASE_URL: database.url,
      DATA_DIR: this.dataDir,
      KAFKA_BROKERS: cluster.brokers.join(','),
      KAFKA_TOPIC_PREFIX: this.prefix,
      KAFKA_PARTITIONS: String(this.partitions),
      KAFKA_REPLICATION: String(cluster.nodes.length),
      ENCRYPTION_KEY: encryptionKey.toString('base64'),
    };
  }

  /** @param database one that the spec may disturb; by default a new database on the server of the run */
  static async open({
    database,
    nodes = 1,
  }: { readonly database?: Pick<TestDatabase, 'url' | 'drop'>; readonly nodes?: number } = {}): Promise<KafkaSite> {
    const [cluster, place] = await Promise.all([ownBrokers(nodes), database ?? createTestDatabase()]);
    const encryptionKey = randomBytes(32);
    return new KafkaSite({ cluster, database: place, encryptionKey, logs: new EventLogs(new Keyring(encryptionKey)) });
  }

  get brokers(): readonly string[] {
    return this.cluster.brokers;
  }

  /** Opens the log as another process would, with a separate key cache. It is closed with the site. */
  anotherLog(): EventLog {
    return this.parts.logs.open(this.parts.database.url);
  }

  startRelay(): RoleProcess {
    const relay = startRoleProcess('relay', this.environment);
    this.relays.push(relay);
    return relay;
  }

  startProjector(): RoleProcess {
    const projector = startRoleProcess('projector', this.environment);
    this.projectors.push(projector);
    return projector;
  }

  /**
   * Appends about `perSecond` events a second until `endLoad`, and retries each until it is stored. A later load
   * continues the same histories.
   */
  startLoad(perSecond: number): void {
    this.loading = true;
    this.load = Promise.all(
      this.newsrooms.map(async (history, number) => {
        for (let isHalfErased = false; this.loading || isHalfErased;) {
          const { value: event } = history.next();
          isHalfErased = event !== undefined && isErasing(event);
          if (event) await appendPersistently(this.log, { ...event, siteId: `${event.siteId}-${number}` });
          await delay((this.newsrooms.length * 1000) / perSecond);
        }
      }),
    );
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

  async leadingProcess(): Promise<RoleProcess | undefined> {
    const leader = await this.leader();
    return this.relays.find(({ pid }) => leader?.holder.includes(`/${pid}/`));
  }

  /** The position up to which all events are known to be in Kafka. */
  async published(): Promise<number> {
    return (await readLog(this.pool)).checkpoint;
  }

  /** The position that all read models have reached. */
  async projected(): Promise<number> {
    const progress = await readProgress(this.pool);
    return Math.min(...allProjections.map(({ name }) => progress.get(name)?.position ?? 0));
  }

  /**
   * Ends the load, waits until everything is published and projected, and returns the violations of the four invariants.
   * Starts a projector if none runs.
   */
  async faults(): Promise<string[]> {
    await this.endLoad();
    if (!this.projectors.some((one) => one.isRunning())) this.startProjector();
    await this.rest();
    return brokenInvariants(this);
  }

  /** Waits until everything is published and projected. On a timeout the error contains all positions and recent logs. */
  private async rest(): Promise<void> {
    try {
      await until('everything is published and projected', () => isAtRest(this).catch(() => false));
    } catch (error) {
      throw new Error(`${(error as Error).message}: ${await this.describeStanding()}`, { cause: error });
    }
  }

  private async describeStanding(): Promise<string> {
    const progress = [...(await readProgress(this.pool))].map(([name, { position }]) => `${name} ${position}`);
    const { rows } = await this.pool.query(
      'select topic, partition, min(last_position) as least, max(last_position) as most from projection_partitions group by 1, 2 order by 1, 2',
    );
    const logs = [...this.relays, ...this.projectors].map((one) => one.output().split('\n').slice(-20).join('\n'));
    const standing = [
      `head ${await this.log.head()}`,
      `published ${await this.published()}`,
      ...progress,
      JSON.stringify(rows),
    ];
    return [standing.join(', '), ...logs].join('\n');
  }

  /** Ends the load and kills all relays and projectors; database and topics stay as they are. */
  async killAll(): Promise<void> {
    await this.endLoad();
    await Promise.all([...this.relays.splice(0), ...this.projectors.splice(0)].map((one) => one.kill()));
  }

  async close(): Promise<void> {
    await this.killAll();
    await this.parts.logs.close();
    await this.pool.end();
    await this.parts.database.drop();
    await this.cluster.stop();
    removeDirectory(this.dataDir);
  }
}
