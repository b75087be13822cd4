import type { Transaction } from './projection.ts';

/** The source from which projectors take events. */
export type FencedSource = 'log' | 'kafka';

/** Projectors of this database take events from the other source now. Nothing was applied. */
export class OtherSource extends Error {
  override readonly name = 'OtherSource';
}

const lockClass = 4_206_030;
const keys: Readonly<Record<FencedSource, number>> = { log: 1, kafka: 2 };

/**
 * Begins a transaction that applies events from a source. Afterwards, `isSource` checks that the source is still
 * valid.
 */
export const beginFrom = (source: FencedSource): string =>
  `begin isolation level read committed; select pg_advisory_xact_lock_shared(${lockClass}, ${keys[source]})`;

/** An SQL condition: events may be applied from this source. */
export const isSource = (source: FencedSource): string =>
  `coalesce((select source from projection_source), '${source}') = '${source}'`;

/** @throws OtherSource unless events may be applied from this source */
export async function refuseOtherSource(connection: Transaction, source: FencedSource): Promise<void> {
  const { rows } = await connection.query<{ may: boolean }>(`select ${isSource(source)} as may`);
  if (rows[0]?.may !== true) throw new OtherSource(`events are no longer applied from ${source}`);
}

/**
 * Makes this the only source of events. Call it first in the transaction that claims the source, and `awaitOthers`
 * after its commit.
 */
export const changeSource = (connection: Transaction, source: FencedSource): Promise<unknown> =>
  connection.query(
    `insert into projection_source as known (source) values ($1)
     on conflict (only_row) do update set source = excluded.source where known.source <> excluded.source`,
    [source],
  );

/** Waits until every transaction that applies events from the other source has ended. Call it outside a transaction. */
export const awaitOthers = (connection: Transaction, source: FencedSource): Promise<unknown> =>
  connection.query('select pg_advisory_xact_lock($1, $2)', [lockClass, keys[source === 'log' ? 'kafka' : 'log']]);
