import type { Pool } from 'pg';
import { type Checkpoint, inLazyTransaction } from '#read-models/checkpoints';
import type { Transaction } from '#read-models/projection';
import { forgetFailedRebuild } from '#read-models/rebuilds';
import { serve } from '#read-models/serve';
import { AlreadyUnderWay } from './name-lock.ts';

/**
 * Puts a new generation in the place of the one that readers see, in one transaction that holds the old one's
 * checkpoint: nobody moves it meanwhile, and readers go from one set of tables to the other between two statements.
 * They wait for nothing here; projectors wait while `catchUp` applies what is left.
 * @param fresh where the new generation stands
 * @param catchUp applies, in this transaction, what the new generation still lacks; answers its position then
 * @throws AlreadyUnderWay where somebody else brought the new generation further; DatabaseError 55P03 while a
 * projector's batch takes long
 */
export async function swapGenerations(
  pool: Pool,
  name: string,
  fresh: Checkpoint,
  catchUp: (transaction: Transaction) => Promise<number>,
): Promise<void> {
  await inLazyTransaction(pool, async (transaction) => {
    await transaction.query(`set local synchronous_commit = on; set local lock_timeout = '2s'`);
    await holdCheckpoints(transaction, name, fresh);
    const position = await catchUp(transaction);
    await transaction.query(
      `update projection_checkpoints set status = 'retired', stopped_at = null, error = null
       where name = $1 and status in ('active', 'stopped')`,
      [name],
    );
    await transaction.query(
      `update projection_checkpoints set status = 'active', position = $3, updated_at = clock_timestamp()
       where name = $1 and generation = $2`,
      [name, fresh.generation, position],
    );
    await forgetFailedRebuild(transaction, name);
    await serve(transaction);
  });
}

/** Whoever lost its turn finds here that the tables it knows are not where it left them. */
async function holdCheckpoints(transaction: Transaction, name: string, fresh: Checkpoint): Promise<void> {
  await transaction.query(
    `select from projection_checkpoints where name = $1 and status in ('active', 'stopped') for update`,
    [name],
  );
  const { rowCount } = await transaction.query(
    `select from projection_checkpoints
     where name = $1 and generation = $2 and definition = $3 and status = 'building' and position = $4 for update`,
    [name, fresh.generation, fresh.definition, fresh.position],
  );
  if (rowCount !== 1) throw new AlreadyUnderWay(name);
}
