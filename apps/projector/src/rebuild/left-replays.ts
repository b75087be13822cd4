import type { Pool } from 'pg';
import { inLazyTransaction } from '#read-models/checkpoints';
import { dropSchema } from '#read-models/generations';
import type { Projection } from '#read-models/projection';
import { AlreadyUnderWay, takeTurn } from './name-lock.ts';

/** The schema into which a read model is replayed for a comparison with what readers see. */
export const replaySchemaOf = (name: string): string => `${name.replaceAll('-', '_')}_replay`;

/**
 * Drops the tables of killed comparisons. No events are applied to them, so erasures would not reach the data in them.
 */
export async function dropLeftReplays(pool: Pool, projections: readonly Projection[]): Promise<void> {
  const names = new Map(projections.map(({ name }) => [replaySchemaOf(name), name]));
  const { rows } = await pool.query<{ schema: string }>(
    'select nspname as schema from pg_namespace where nspname = any ($1) order by 1',
    [[...names.keys()]],
  );
  for (const { schema } of rows) await dropLeft(pool, names.get(schema) ?? '', schema);
}

/** Skips read models that are being compared now: the comparison holds the lock. */
async function dropLeft(pool: Pool, name: string, schema: string): Promise<void> {
  let releaseTurn: () => Promise<void>;
  try {
    releaseTurn = await takeTurn(pool, name);
  } catch (error) {
    if (error instanceof AlreadyUnderWay) return;
    throw error;
  }
  try {
    await inLazyTransaction(pool, (transaction) => dropSchema(transaction, schema));
  } finally {
    await releaseTurn();
  }
}
