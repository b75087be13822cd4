import type { Pool } from 'pg';
import type { Checkpoint } from '#read-models/checkpoints';
import { definitionOf } from '#read-models/generations';
import type { Projection } from '#read-models/projection';
import { dropUnfinished } from './drop-unused.ts';

/**
 * Finds unfinished tables of this definition, with the checkpoint they reached, and drops all other unfinished tables.
 * The caller must hold the lock of `takeTurn`.
 * @param afresh drops these, too
 */
export async function findUnfinished(pool: Pool, projection: Projection, afresh: boolean): Promise<Checkpoint | null> {
  const definition = definitionOf(projection);
  const { rows } = await pool.query<Checkpoint & { isThere: boolean }>(
    `select generation, definition, status, position, stopped_at as "stoppedAt", error,
       to_regnamespace(replace(name, '-', '_') || '_g' || generation) is not null as "isThere"
     from projection_checkpoints where name = $1 and status = 'building' order by position desc`,
    [projection.name],
  );
  const found = afresh ? undefined : rows.find((row) => row.isThere && row.definition === definition);
  for (const row of rows) if (row !== found) await dropUnfinished(pool, projection.name, row.generation);
  if (!found) return null;
  const { isThere: _, ...checkpoint } = found;
  return { ...checkpoint, position: Number(checkpoint.position) };
}
