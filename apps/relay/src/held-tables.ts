import type { HeldTables } from '#platform/held-tables';

/** What the relay's tables hold: nothing about anybody. */
export const relayTables: HeldTables = {
  relay_lease: { plain: ['name', 'holder', 'report'] },
  relay_checkpoint: { plain: ['name', 'previous', 'ends'] },
  relay_parked: { plain: ['reason'] },
  relay_producers: { plain: ['line', 'log'] },
};
