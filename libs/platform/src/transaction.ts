import type { ClientBase, Pool, PoolClient } from 'pg';

export interface TransactionOptions {
  /** Statements that begin it. Default: `begin`. */
  readonly begin?: string;
  /** Called if even the rollback fails: the connection is unusable. */
  readonly broken?: (error: Error) => void;
}

/** Runs work in one transaction on a connection: commits when it succeeds, rolls back when it throws. */
export async function transactionOn<T>(
  client: Pick<ClientBase, 'query'>,
  work: () => Promise<T>,
  { begin = 'begin', broken = () => undefined }: TransactionOptions = {},
): Promise<T> {
  try {
    await client.query(begin);
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(broken);
    throw error;
  }
}

/** The same on a connection of the pool, which is released, or removed if it broke. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  { begin }: Pick<TransactionOptions, 'begin'> = {},
): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  const broken = (error: Error): void => void (failure = error);
  client.on('error', broken);
  try {
    return await transactionOn(client, () => work(client), { ...(begin !== undefined && { begin }), broken });
  } finally {
    client.off('error', broken);
    client.release(failure);
  }
}
