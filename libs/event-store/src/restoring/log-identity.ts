import type { Pool } from 'pg';
import type { BegunEpoch, LogIdentity } from '#contracts/log-identity';

/** The identity of a log as stored in its database. */
export type StoredIdentity = LogIdentity<BegunEpoch>;

/**
 * Reads the id of the log and its epochs. Read it after the events that it is to label, because new epochs begin in
 * order with the appends.
 */
export async function readLogIdentity(pool: Pick<Pool, 'query'>): Promise<StoredIdentity> {
  const { rows } = await pool.query<{ logId: string; after: string } & Omit<BegunEpoch, 'after'>>({
    name: 'log_identity',
    text: `select log_id as "logId", epoch, after_position as after, reason, began_at as "beganAt"
           from log_identity, log_epochs order by epoch`,
  });
  const [first] = rows;
  if (!first) throw new Error('the log has no identity');
  const epochs = rows.map(({ epoch, after, reason, beganAt }) => ({ epoch, after: Number(after), reason, beganAt }));
  return { logId: first.logId, epochs };
}
