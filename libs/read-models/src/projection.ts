import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientBase } from 'pg';
import type { EventType, RecordedEvent } from '#contracts/event-schemas';
import type { HeldTables } from '#platform/held-tables';

/** What a projection may do with a connection: run statements inside the transaction it was given. */
export type Transaction = Pick<ClientBase, 'query'>;

/** One view of the log: tables, and how events change them. */
export interface Projection<Name extends string = string> {
  readonly name: Name;
  /** Raised whenever the same events would now write other rows; every installation then rebuilds by itself. */
  readonly version: number;
  /** The text of the folder's table.sql: plain `create` statements with unqualified names. */
  readonly tables: string;
  /** What these tables hold, of whom. */
  readonly holds: HeldTables;
  readonly handles: ReadonlySet<EventType>;
  /**
   * Applies events, in log order, to the tables of the generation that the transaction's search path names.
   * Deterministic: the same events write the same rows, whatever batches they come in.
   */
  apply(events: readonly RecordedEvent[], transaction: Transaction): Promise<void>;
}

/** The tables of the projection whose folder this is. */
export const tablesOf = (folder: string): string => readFileSync(join(folder, 'table.sql'), 'utf8');
