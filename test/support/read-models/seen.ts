import { type RecordedEvent, eventTypes } from '#contracts/event-schemas';
import type { Projection, Transaction } from '#read-models/projection';

/**
 * A read model of the positions it has seen. A second application of an event violates its primary key, and a missed
 * event leaves a gap. `before` runs first, inside the transaction.
 */
export const seenProjection = (
  name: string,
  before: (events: readonly RecordedEvent[], transaction: Transaction) => unknown = () => undefined,
  version = 1,
): Projection => ({
  name,
  version,
  tables: `create table ${name}_seen (position bigint primary key);`,
  holds: {},
  handles: new Set(eventTypes),
  apply: async (events, transaction) => {
    await before(events, transaction);
    const positions = events.map(({ position }) => position);
    await transaction.query(`insert into ${name}_seen select unnest($1::bigint[])`, [positions]);
  },
});
