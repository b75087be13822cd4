import type { Pool } from 'pg';
import type { RecordedEvent } from '#contracts/event-schemas';
import { allProjections } from '#read-models/all-projections';
import type { Projection } from '#read-models/projection';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { ReadModelTables } from './read-model-tables.ts';
import { Story } from '#test/support/histories/story';

/** Creates read models in a new database, to which a suite applies events directly. Call it inside its `describe`. */
export function suiteTables(projections: readonly Projection[] = allProjections): SuiteTables {
  const suite = new SuiteTables(projections);
  beforeAll(() => suite.open());
  afterAll(() => suite.close());
  return suite;
}

export class SuiteTables {
  private opened: { readonly database: TestDatabase; readonly tables: ReadModelTables } | undefined;
  private generation = 0;

  constructor(private readonly projections: readonly Projection[]) {}

  get pool(): Pool {
    return this.tables.pool;
  }

  /** Replaces the tables that readers see by empty ones, and returns a new story to fill them. */
  async begin(): Promise<Story> {
    await this.tables.create(++this.generation);
    return new Story();
  }

  /** Applies events in one batch. */
  feed(events: readonly RecordedEvent[]): Promise<void> {
    return this.tables.feed(events);
  }

  /** Applies events again, as a projector would that does not know that they were applied. */
  repeat(events: readonly RecordedEvent[]): Promise<void> {
    return this.tables.repeat(events);
  }

  /** All rows of all tables, in a stable order. */
  rows(): Promise<Record<string, string[]>> {
    return this.tables.rows(this.generation);
  }

  async open(): Promise<void> {
    const database = await createTestDatabase();
    this.opened = { database, tables: new ReadModelTables(database.url, this.projections) };
  }

  async close(): Promise<void> {
    await this.opened?.tables.close();
    await this.opened?.database.drop();
  }

  private get tables(): ReadModelTables {
    if (!this.opened) throw new Error('the tables of a suite exist only once its first test begins');
    return this.opened.tables;
  }
}
