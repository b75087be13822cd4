import type { HeldTables } from '#platform/held-tables';

/** The relay's tables hold no personal data. */
export const relayTables: HeldTables = {
  relay_lease: { plain: ['name', 'holder', 'report'] },
  relay_checkpoint: { plain: ['name', 'previous', 'ends'] },
  relay_parked: { plain: ['reason'] },
  relay_producers: { plain: ['line', 'log'] },
};
