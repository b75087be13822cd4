import type { Pool } from 'pg';
import type { LogIdentity } from '#contracts/log-identity';

/** Reads which log this database holds, and its epochs. Read it after the events that it is to label: an epoch begins in turn with the appends. */
export async function readLogIdentity(pool: Pick<Pool, 'query'>): Promise<LogIdentity> {
  const { rows } = await pool.query<{ logId: string; epoch: number; after: string }>({
    name: 'log_identity',
    text: 'select log_id as "logId", epoch, after_position as after from log_identity, log_epochs order by epoch',
  });
  const [first] = rows;
  if (!first) throw new Error('the log has no identity');
  return { logId: first.logId, epochs: rows.map(({ epoch, after }) => ({ epoch, after: Number(after) })) };
}
