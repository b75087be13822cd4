import type { Pool } from 'pg';
import { inLazyTransaction, servingCheckpoint } from '#read-models/checkpoints';
import { createIndexes, createTables, definitionOf, schemaOf } from '#read-models/generations';
import type { Projection } from '#read-models/projection';
import { lockViews, serve } from '#read-models/serve';

/**
 * Creates the first generation of a projection's tables, empty, if there is none.
 * @returns whether the generation that readers see was built by another definition than the code's
 */
export async function ensureGeneration(pool: Pool, projection: Projection): Promise<{ isOutdated: boolean }> {
  const serving = await servingCheckpoint(pool, projection.name);
  if (serving) return { isOutdated: serving.definition !== definitionOf(projection) };
  await inLazyTransaction(pool, async (transaction) => {
    await lockViews(transaction); // processes that start together take turns
    const { rows } = await transaction.query<{ generation: number }>(
      `insert into projection_checkpoints (name, generation, definition, status, position)
       select $1, coalesce(max(generation), 0) + 1, $2, 'active', 0 from projection_checkpoints where name = $1
       having count(*) filter (where status in ('active', 'stopped')) = 0
       returning generation`,
      [projection.name, definitionOf(projection)],
    );
    if (!rows[0]) return;
    const schema = schemaOf(projection.name, rows[0].generation);
    await createTables(transaction, projection, schema);
    await createIndexes(transaction, projection, schema);
    await serve(transaction);
  });
  return { isOutdated: false };
}
