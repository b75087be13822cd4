import type { ClientBase, Pool, PoolClient } from 'pg';

export interface TransactionOptions {
  /** The statements that begin it; `begin` unless given. */
  readonly begin?: string;
  /** Hears where it could not even be rolled back: the connection is of no use any more. */
  readonly broken?: (error: Error) => void;
}

/** Does work in one transaction of a connection: committed when the work is done, rolled back when it throws. */
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

/** The same on a connection of the pool, which gets it back, or is rid of it where it broke. */
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
