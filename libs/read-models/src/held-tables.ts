import type { HeldTables } from '#platform/held-tables';

/** What is kept of read models as such; what each of them holds stands in its projection. */
export const bookkeepingTables: HeldTables = {
  projection_checkpoints: { plain: ['name', 'definition', 'status', 'error'] },
  projection_partitions: { plain: ['name', 'topic'] },
  projection_rebuilds: { plain: ['name', 'definition', 'error'] },
  projection_skips: { plain: ['name', 'definition', 'error'] },
  projection_source: { plain: ['source'] },
};
