import type { Pool } from 'pg';
import { inLazyTransaction } from '#read-models/checkpoints';
import { dropSchema } from '#read-models/generations';
import type { Projection } from '#read-models/projection';
import { AlreadyUnderWay, takeTurn } from './name-lock.ts';

/** The schema that a read model is replayed into, to be compared with what readers see. */
export const replaySchemaOf = (name: string): string => `${name.replaceAll('-', '_')}_replay`;

/**
 * Drops the tables of comparisons that were killed: nobody brings them forward, so that no erasure reaches what is in
 * them.
 */
export async function dropLeftReplays(pool: Pool, projections: readonly Projection[]): Promise<void> {
  const names = new Map(projections.map(({ name }) => [replaySchemaOf(name), name]));
  const { rows } = await pool.query<{ schema: string }>(
    'select nspname as schema from pg_namespace where nspname = any ($1) order by 1',
    [[...names.keys()]],
  );
  for (const { schema } of rows) await dropLeft(pool, names.get(schema) ?? '', schema);
}

/** Whoever compares has the turn. */
async function dropLeft(pool: Pool, name: string, schema: string): Promise<void> {
  let giveTurnBack: () => Promise<void>;
  try {
    giveTurnBack = await takeTurn(pool, name);
  } catch (error) {
    if (error instanceof AlreadyUnderWay) return;
    throw error;
  }
  try {
    await inLazyTransaction(pool, (transaction) => dropSchema(transaction, schema));
  } finally {
    await giveTurnBack();
  }
}
