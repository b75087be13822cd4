import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { KafkaCluster } from '#scripts/kafka/cluster';
import { survivingPool } from '#platform/postgres';
import { ownBrokers } from '#test/support/kafka/brokers';
import { type Moment, Newsroom } from './newsroom.ts';
import { type ServiceProcess, startServiceProcess } from '#test/support/processes/service-process';

const root = join(import.meta.dirname, '../../..');

/** Exit code and output of a command, or of a service that does not start. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The data of an installation, with one way to take and restore backups. */
export interface Backups {
  /** Settings of every process of the installation, except those for Kafka. */
  readonly environment: Readonly<Record<string, string>>;
  readonly dataDir: string;
  /** True when backups are taken while the service is stopped. */
  readonly isCold: boolean;
  take(): Promise<void>;
  /** Replaces the current data by the backup. */
  putBack(): Promise<void>;
  /** URL of the database while the service runs. */
  databaseUrl(): Promise<string>;
  remove(): Promise<void>;
}

/** An installation with its brokers, before, during and after a restore. */
export class RestoredSite {
  readonly prefix = 'restored';
  readonly partitions = 6;
  readonly newsroom = new Newsroom(() => this.service?.url ?? '');
  private service: ServiceProcess | undefined;

  private constructor(
    readonly cluster: KafkaCluster,
    readonly backups: Backups,
  ) {}

  static async open(backups: Backups): Promise<RestoredSite> {
    return new RestoredSite(await ownBrokers(1), backups);
  }

  get brokers(): readonly string[] {
    return this.cluster.brokers;
  }

  async start(): Promise<void> {
    this.service = await startServiceProcess(this.backups.dataDir, this.environment);
  }

  /** Starts the service without Kafka: it accepts posts and publishes nothing. */
  async startWithoutKafka(): Promise<void> {
    this.service = await startServiceProcess(this.backups.dataDir, { ...this.backups.environment });
  }

  async kill(): Promise<void> {
    await this.service?.kill();
    this.service = undefined;
  }

  async terminate(): Promise<void> {
    await this.service?.terminate();
    this.service = undefined;
  }

  /**
   * Starts the service and waits until it ends by itself. If it keeps running, it is stopped after a minute, and its exit
   * code is 0.
   */
  async startsAndEnds(): Promise<Ended> {
    const child = this.spawn(['dist/apps/standalone/src/main.js'], { PORT: '0' });
    const patience = setTimeout(() => child.kill('SIGTERM'), 60_000);
    return endOf(child).finally(() => clearTimeout(patience));
  }

  colloquy(...args: string[]): Promise<Ended> {
    return endOf(this.spawn(['dist/apps/operate/src/colloquy.main.js', ...args]));
  }

  /** Runs a command, and kills it if it prints a matching line. Resolves when it has ended. */
  async colloquyKilledAt(line: RegExp, ...args: string[]): Promise<Ended> {
    const child = this.spawn(['dist/apps/operate/src/colloquy.main.js', ...args]);
    if (!child.stdout) throw new Error('no standard output');
    createInterface({ input: child.stdout }).on('line', (text) => {
      if (line.test(text)) child.kill('SIGKILL');
    });
    return endOf(child);
  }

  /** Runs a query while the service runs. */
  async query<Row extends object>(sql: string): Promise<Row[]> {
    const pool = survivingPool({ connectionString: await this.backups.databaseUrl(), max: 1 });
    try {
      return (await pool.query<Row>(sql)).rows;
    } finally {
      await pool.end();
    }
  }

  /** True when every event of the log is published and projected into every read model. */
  async isAtRest(): Promise<boolean> {
    const [row] = await this.query<{ rests: boolean }>(
      `select (select position from relay_checkpoint where name = 'events') = (select max(position) from events)
         and (select count(*) from projection_checkpoints where status in ('active', 'stopped')
              and position < (select max(position) from events)) = 0
         and (select position from relay_checkpoint where name = 'article-counts') = (select max(position) from events) as rests`,
    );
    return row?.rests === true;
  }

  async moments(): Promise<Moment[]> {
    const rows = await this.query<{ id: string; position: string; type: string; key: string }>(
      'select event_id as id, position, type, partition_key as key from events order by position',
    );
    return rows.map(({ position, ...row }) => ({ ...row, position: Number(position) }));
  }

  async close(): Promise<void> {
    await this.kill();
    await this.backups.remove();
    await this.cluster.stop();
  }

  private get environment(): Record<string, string> {
    return {
      ...this.backups.environment,
      KAFKA_BROKERS: this.brokers.join(','),
      KAFKA_TOPIC_PREFIX: this.prefix,
      KAFKA_PARTITIONS: String(this.partitions),
    };
  }

  private spawn(args: readonly string[], environment: Record<string, string> = {}): ChildProcess {
    const env = { ...process.env, DATA_DIR: this.backups.dataDir, LOG_LEVEL: 'error', RATE_LIMITS: 'off' };
    return spawn(process.execPath, args, {
      cwd: root,
      env: { ...env, ...this.environment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

async function endOf(child: ChildProcess): Promise<Ended> {
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (data: Buffer) => void (output.stdout += data.toString()));
  child.stderr?.on('data', (data: Buffer) => void (output.stderr += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

export const run = (program: string, ...args: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    execFile(program, args, (error) => (error ? reject(error) : resolve()));
  });
