import type { Pool } from 'pg';

/** Seconds after which a silent leader loses its lease. A standby takes over within this time plus one `standbyMs`. */
export const leaseSeconds = 8;
export const renewMs = 2000;
/** Milliseconds between two attempts of a standby to take the lease. */
export const standbyMs = 1000;

/**
 * The right to publish. One relay at a time holds it, fenced by an epoch that grows with every holder. All times are by
 * the database's clock.
 */
export class Lease {
  constructor(
    private readonly pool: Pool,
    private readonly name: string,
    private readonly holder: string,
  ) {}

  /**
   * Takes the lease if no other relay holds it. Returns its new epoch, or undefined. The current holder may take it
   * again after a term that failed.
   */
  async acquire(): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ epoch: number }>(
      `insert into relay_lease as lease (name, holder, epoch, expires_at)
       values ($1, $2, 1, now() + make_interval(secs => $3))
       on conflict (name) do update
         set holder = excluded.holder, epoch = lease.epoch + 1, expires_at = excluded.expires_at
         where lease.expires_at < now() or lease.holder = excluded.holder
       returning epoch`,
      [this.name, this.holder, leaseSeconds],
    );
    return rows[0] && Number(rows[0].epoch);
  }

  /** Extends the lease and stores a report for readiness checks. Returns false if another relay holds the lease. */
  async renew(epoch: number, report: object): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update relay_lease set expires_at = now() + make_interval(secs => $4), report = $5
       where name = $1 and holder = $2 and epoch = $3 and expires_at > now()`,
      [this.name, this.holder, epoch, leaseSeconds, JSON.stringify(report)],
    );
    return rowCount === 1;
  }

  /** Lets a standby take over at once. */
  async release(epoch: number): Promise<void> {
    await this.pool.query('update relay_lease set expires_at = now() where name = $1 and holder = $2 and epoch = $3', [
      this.name,
      this.holder,
      epoch,
    ]);
  }
}
