import { DatabaseError, type Pool } from 'pg';
import { inLazyTransaction } from '#read-models/checkpoints';
import { dropSchema, schemaOf, tablesIn } from '#read-models/generations';
import type { Transaction } from '#read-models/projection';
import { dropRetiredViews, lockViews, retiredViews } from '#read-models/serve';

/**
 * Drops the tables and views of retired generations, without waiting: tables locked by a dump or an earlier statement
 * are left for the next call.
 * @returns true if nothing is left
 */
export async function dropUnused(pool: Pool, name: string): Promise<boolean> {
  let isClear = true;
  const perhaps = async (drop: (transaction: Transaction) => Promise<unknown>): Promise<void> => {
    isClear = (await unlessHeld(pool, drop)) && isClear;
  };
  for (const views of await retiredViews(pool)) await perhaps((transaction) => dropViews(transaction, views));
  for (const generation of await retiredGenerations(pool, name))
    await perhaps((transaction) => dropGeneration(transaction, name, generation));
  return isClear;
}

/**
 * Drops a generation that was never finished. If it is locked, marks it as retired, to be dropped later. The caller
 * must hold the lock of `takeTurn`.
 */
export async function dropUnfinished(pool: Pool, name: string, generation: number): Promise<void> {
  const which = 'where name = $1 and generation = $2';
  const isDropped = await unlessHeld(pool, async (transaction) => {
    await dropGeneration(transaction, name, generation);
    await transaction.query(`delete from projection_checkpoints ${which} and status = 'building'`, [name, generation]);
  });
  if (isDropped) return;
  await pool.query(`update projection_checkpoints set status = 'retired' ${which} and status = 'building'`, [
    ...[name, generation],
  ]);
}

async function retiredGenerations(pool: Pool, name: string): Promise<number[]> {
  const { rows } = await pool.query<{ generation: number }>(
    `select generation from projection_checkpoints
     where name = $1 and status = 'retired' and to_regnamespace(replace(name, '-', '_') || '_g' || generation) is not null
     order by generation`,
    [name],
  );
  return rows.map(({ generation }) => generation);
}

async function dropViews(transaction: Transaction, schema: string): Promise<void> {
  await lockViews(transaction);
  await dropRetiredViews(transaction, schema);
}

/** Locks all tables or none. Fails if a view of another owner still uses one of them. */
async function dropGeneration(transaction: Transaction, name: string, generation: number): Promise<void> {
  const schema = schemaOf(name, generation);
  const tables = (await tablesIn(transaction, schema)).map((table) => `${schema}.${table}`).join(', ');
  if (tables !== '') {
    await transaction.query(`lock table ${tables} in access exclusive mode nowait`);
    await transaction.query(`drop table ${tables}`);
  }
  await dropSchema(transaction, schema);
  await transaction.query('delete from projection_partitions where name = $1 and generation = $2', [name, generation]);
}

/** Returns true if `drop` succeeded. Waits for a lock so briefly that readers do not notice. */
async function unlessHeld(pool: Pool, drop: (transaction: Transaction) => Promise<unknown>): Promise<boolean> {
  try {
    await inLazyTransaction(pool, async (transaction) => {
      await transaction.query(`set local lock_timeout = '20ms'`);
      await drop(transaction);
    });
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && heldOrGone.test(error.code ?? '')) return false;
    throw error;
  }
}

// 55P03 locked by another session, 40P01 deadlock with it, 2BP01 used by a view of another owner, 42P01 and 3F000
// dropped by another process
const heldOrGone = /^(?:55P03|40P01|2BP01|42P01|3F000)$/;
