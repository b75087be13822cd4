import type { HeldTables } from '#platform/held-tables';

/** The data in the tables that manage read models. Each projection declares its own tables. */
export const bookkeepingTables: HeldTables = {
  projection_checkpoints: { plain: ['name', 'definition', 'status', 'error'] },
  projection_partitions: { plain: ['name', 'topic'] },
  projection_rebuilds: { plain: ['name', 'definition', 'error'] },
  projection_skips: { plain: ['name', 'definition', 'error'] },
  projection_source: { plain: ['source'] },
};
