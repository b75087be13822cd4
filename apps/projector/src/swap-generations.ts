import type { Pool } from 'pg';
import { type Checkpoint, inTransaction } from '#read-models/checkpoints';
import { dropSchema, schemaOf, serve } from '#read-models/generations';
import type { Transaction } from '#read-models/projection';

/**
 * Puts a new generation in the place of the one that readers see, in one transaction that holds the old one's checkpoint:
 * nobody moves it meanwhile, and readers go from one set of tables to the other between two statements.
 * @param catchUp applies, in this transaction, what the new generation still lacks; answers its position then
 */
export async function swapGenerations(
  pool: Pool,
  name: string,
  fresh: Checkpoint,
  catchUp: (transaction: Transaction) => Promise<number>,
): Promise<void> {
  await inTransaction(pool, async (transaction) => {
    // Waiting for a long reader of a view makes every new reader wait behind us: better to try again.
    await transaction.query(`set local synchronous_commit = on; set local lock_timeout = '2s'`);
    const old = await lockServing(transaction, name);
    const position = await catchUp(transaction);
    await transaction.query(
      `update projection_checkpoints set status = 'retired', stopped_at = null, error = null
       where name = $1 and status in ('active', 'stopped')`,
      [name],
    );
    const { rowCount } = await transaction.query(
      `update projection_checkpoints set status = 'active', position = $3, updated_at = clock_timestamp()
       where name = $1 and generation = $2 and status = 'building'`,
      [name, fresh.generation, position],
    );
    if (rowCount !== 1) throw new Error(`the new tables of ${name} were replaced by another rebuild`);
    await serve(transaction, schemaOf(name, fresh.generation), old === null ? null : schemaOf(name, old));
  });
}

async function lockServing(transaction: Transaction, name: string): Promise<number | null> {
  const { rows } = await transaction.query<{ generation: number }>(
    `select generation from projection_checkpoints where name = $1 and status in ('active', 'stopped') for update`,
    [name],
  );
  return rows[0]?.generation ?? null;
}

/** Drops what is left of generations that nobody reads: retired ones, and unfinished ones whose builder died. */
export async function dropUnused(pool: Pool, name: string): Promise<void> {
  await inTransaction(pool, async (transaction) => {
    const { rows } = await transaction.query<{ generation: number }>(
      `select generation from projection_checkpoints where name = $1 and status in ('retired', 'building')`,
      [name],
    );
    for (const { generation } of rows) await dropSchema(transaction, schemaOf(name, generation));
    await transaction.query(`delete from projection_checkpoints where name = $1 and status = 'building'`, [name]);
    await transaction.query(
      `delete from projection_partitions p where name = $1 and exists (
         select from projection_checkpoints c where c.name = p.name and c.generation = p.generation and status = 'retired')`,
      [name],
    );
  });
}
