import type { Pool, PoolClient } from 'pg';
import { pause } from '#platform/pause';
import { StartupError } from '#platform/startup-error';
import { transactionOn } from '#platform/transaction';
import { projectorLockClass } from '#read-models/projection-faults';
import { awaitOthers, changeSource, type FencedSource } from '#read-models/source-fence';

const names: Readonly<Record<FencedSource, string>> = { log: 'the log', kafka: 'Kafka' };
const keys: Readonly<Record<FencedSource, number>> = { log: 1, kafka: 2 };
const retryMs = 250;

/**
 * This process's claim that it reads events from one source. All projectors of a database must read the same source;
 * otherwise they apply events twice. The claim is an advisory lock of a session, so PostgreSQL releases it when the
 * process dies. Because a session can break at any time, the claim only refuses a projector of the wrong kind at the
 * start and ends one later; the fence, which every applying transaction checks, prevents wrong writes.
 */
export class SourceClaim {
  /** Rejects if the session broke and a projector of the other kind started before a new session. Never resolves. */
  readonly lost: Promise<never>;
  private reject: (error: unknown) => void = () => undefined;
  private readonly released = new AbortController();

  private constructor(
    private readonly pool: Pool,
    private readonly source: FencedSource,
    /** Undefined while it reconnects. */
    private client: PoolClient | undefined,
  ) {
    this.lost = new Promise((_resolve, reject) => (this.reject = reject));
    this.lost.catch(() => undefined); // the caller of `lost` handles it
    if (client) this.watch(client);
  }

  /** @throws StartupError while a projector of this database reads from the other source */
  static async take(pool: Pool, source: FencedSource): Promise<SourceClaim> {
    return new SourceClaim(pool, source, await claim(pool, source));
  }

  release(): void {
    if (this.released.signal.aborted) return;
    this.released.abort();
    this.client?.release(true); // the session ends, and the lock with it
  }

  private watch(client: PoolClient): void {
    client.on('error', () => {
      if (this.released.signal.aborted || this.client !== client) return;
      this.client = undefined;
      client.release(true);
      this.takeAgain().catch(this.reject);
    });
  }

  private async takeAgain(): Promise<void> {
    const { signal } = this.released;
    for (; !signal.aborted; await pause(retryMs, signal)) {
      try {
        const client = await claim(this.pool, this.source);
        if (signal.aborted) return client.release(true);
        this.client = client;
        return this.watch(client);
      } catch (error) {
        if (error instanceof StartupError) return this.reject(error);
      }
    }
  }
}

async function claim(pool: Pool, source: FencedSource): Promise<PoolClient> {
  const client = await pool.connect();
  const ignore = (): void => undefined;
  client.on('error', ignore); // the running statement fails with it, too
  try {
    await transactionOn(client, async () => {
      await client.query('select pg_advisory_xact_lock($1, 0)', [projectorLockClass]); // processes that start together take turns
      const other: FencedSource = source === 'log' ? 'kafka' : 'log';
      const holder = await holderOf(client, other);
      if (holder !== undefined) throw new StartupError(refusal(source, other, holder));
      await client.query('select pg_advisory_lock_shared($1, $2)', [projectorLockClass, keys[source]]);
      await changeSource(client, source);
    });
    await awaitOthers(client, source);
    client.off('error', ignore);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Describes the PostgreSQL session of a projector that reads from a source. */
async function holderOf(client: PoolClient, source: FencedSource): Promise<string | undefined> {
  const { rows } = await client.query<{ pid: number; address: string | null }>(
    `select l.pid, host(a.client_addr) as address from pg_locks l left join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.classid = $1 and l.objid = $2 and l.objsubid = 2 and l.granted
       and l.database = (select oid from pg_database where datname = current_database())`,
    [projectorLockClass, keys[source]],
  );
  const [row] = rows;
  return row && `session ${row.pid} from ${row.address ?? 'this machine'}`;
}

const refusal = (source: FencedSource, other: FencedSource, holder: string): string =>
  `KAFKA_BROKERS: this projector would read ${names[source]}, but another one that reads ${names[other]} is running on this database (${holder}); ` +
  `together they would apply events twice. Configure all alike, and stop the others first`;
