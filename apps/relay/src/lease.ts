import type { Pool } from 'pg';

/**
 * How long a leader that says nothing is believed to live, in seconds: a standby takes over within this and one look.
 */
export const leaseSeconds = 8;
export const renewMs = 2000;
/** How often a standby looks whether the lease is free. */
export const standbyMs = 1000;

/**
 * The right to publish, held by one relay at a time and fenced by an epoch that grows with every holder. Timed by the
 * database's clock.
 */
export class Lease {
  constructor(
    private readonly pool: Pool,
    private readonly name: string,
    private readonly holder: string,
  ) {}

  /**
   * Takes the lease when nobody else holds it; answers its new epoch, or undefined. A holder takes it anew after a term
   * that ended badly.
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

  /** Holds the lease on, and leaves a report for whoever asks about the relay; false when somebody else has it now. */
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
