import type { Pool } from 'pg';
import { type Checkpoint, inLazyTransaction } from '#read-models/checkpoints';
import type { Transaction } from '#read-models/projection';
import { forgetFailedRebuild } from '#read-models/rebuilds';
import { serve } from '#read-models/serve';
import { AlreadyUnderWay } from './name-lock.ts';

/**
 * Replaces the generation that readers see with a new one, in one transaction that locks the old one's checkpoint. No
 * process moves it meanwhile, and readers see the new tables from their next statement on, without waiting. Projectors
 * wait while `catchUp` applies the rest.
 * @param fresh the checkpoint of the new generation
 * @param catchUp applies, in this transaction, the events that the new generation lacks; returns its new position
 * @throws AlreadyUnderWay if another process moved the new generation; DatabaseError 55P03 if a projector's batch takes
 * too long
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

/** Locks both checkpoints. A builder that lost its lock finds here that another process changed its tables. */
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
