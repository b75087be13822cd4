import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientBase } from 'pg';
import type { EventType, RecordedEvent } from '#contracts/event-schemas';
import type { HeldTables } from '#platform/held-tables';

/** The connection of a projection: statements run inside the caller's transaction. */
export type Transaction = Pick<ClientBase, 'query'>;

/** One view of the log: tables, and how events change them. */
export interface Projection<Name extends string = string> {
  readonly name: Name;
  /** Increase it whenever the same events result in other rows. Every installation then rebuilds by itself. */
  readonly version: number;
  /** The text of the folder's table.sql: plain `create` statements with unqualified names. */
  readonly tables: string;
  /** The personal and other data in these tables. */
  readonly holds: HeldTables;
  readonly handles: ReadonlySet<EventType>;
  /**
   * Applies events, in log order, to the tables of the generation in the transaction's search path. Deterministic: the
   * same events write the same rows in whatever batches.
   */
  apply(events: readonly RecordedEvent[], transaction: Transaction): Promise<void>;
}

/** Returns the tables of the projection in this folder. */
export const tablesOf = (folder: string): string => readFileSync(join(folder, 'table.sql'), 'utf8');
