import type { Pool } from 'pg';
import type { Transaction } from '#read-models/projection';

/** Runs statements that may take long, and has PostgreSQL cancel the current one when the signal aborts. */
export async function cancelledBy<T>(
  signal: AbortSignal | undefined,
  pool: Pool,
  transaction: Transaction,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  if (!signal) return work(transaction);
  const { rows } = await transaction.query<{ pid: number }>('select pg_backend_pid() as pid');
  const cancel = (): void => {
    // If the database does not respond, the statement ends by itself.
    pool.query('select pg_cancel_backend($1)', [rows[0]?.pid]).catch(() => undefined);
  };
  signal.throwIfAborted();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work(transaction);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
