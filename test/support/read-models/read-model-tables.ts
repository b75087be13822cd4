import type { Pool } from 'pg';
import type { RecordedEvent } from '#contracts/event-schemas';
import { allProjections } from '#read-models/all-projections';
import { type Checkpoint, applyStretch, inLazyTransaction } from '#read-models/checkpoints';
import { createIndexes, createTables, definitionOf, schemaOf, tablesIn } from '#read-models/generations';
import type { Projection, Transaction } from '#read-models/projection';
import { serve } from '#read-models/serve';
import { survivingPool } from '#platform/postgres';

/** Read models to which a spec applies events directly, without a log or a projector. */
export class ReadModelTables {
  readonly pool: Pool;
  private readonly checkpoints = new Map<string, Checkpoint>();

  constructor(
    connectionString: string,
    private readonly projections: readonly Projection[] = allProjections,
  ) {
    this.pool = survivingPool({ connectionString });
  }

  /** Creates empty tables of a generation, which readers see from now on. */
  async create(generation = 1): Promise<void> {
    for (const projection of this.projections) {
      const { name } = projection;
      const definition = definitionOf(projection);
      await inLazyTransaction(this.pool, async (transaction) => {
        await transaction.query(`update projection_checkpoints set status = 'retired' where name = $1`, [name]);
        await transaction.query(
          `insert into projection_checkpoints (name, generation, definition, status, position)
           values ($1, $2, $3, 'active', 0)`,
          [name, generation, definition],
        );
        await createTables(transaction, projection, schemaOf(name, generation));
        await createIndexes(transaction, projection, schemaOf(name, generation));
        await serve(transaction);
      });
      const start = { position: 0, stoppedAt: null, error: null };
      this.checkpoints.set(name, { generation, definition, status: 'active', ...start });
    }
  }

  /** Applies events to every read model, in one batch. */
  async feed(events: readonly RecordedEvent[]): Promise<void> {
    for (const projection of this.projections) {
      const reached = await this.apply(projection, events, this.standing(projection));
      if (reached) this.checkpoints.set(projection.name, reached);
    }
  }

  /**
   * Applies events again with the initial checkpoint, like a projector that missed all updates of the checkpoint. Rejects
   * when a read model applies them twice.
   */
  async repeat(events: readonly RecordedEvent[]): Promise<void> {
    for (const projection of this.projections) {
      const reached = await this.apply(projection, events, { ...this.standing(projection), position: 0 });
      if (reached) throw new Error(`${projection.name} applied events twice`);
    }
  }

  private standing({ name }: Projection): Checkpoint {
    const standing = this.checkpoints.get(name);
    if (!standing) throw new Error(`create the tables of ${name} first`);
    return standing;
  }

  private async apply(
    projection: Projection,
    events: readonly RecordedEvent[],
    from: Checkpoint,
  ): Promise<Checkpoint | null> {
    const end = events.at(-1)?.position ?? from.position;
    const handled = events.filter(({ type }) => projection.handles.has(type));
    const apply = handled.length === 0 ? null : (to: Transaction) => projection.apply(handled, to);
    const applied = await applyStretch(this.pool, projection.name, from, { end, apply });
    return applied ? { ...from, position: end } : null;
  }

  /** All rows of all tables of a generation as JSON, in a stable order. */
  async rows(generation = 1): Promise<Record<string, string[]>> {
    const tables: Record<string, string[]> = {};
    for (const { name } of this.projections) {
      const schema = schemaOf(name, generation);
      for (const table of await tablesIn(this.pool, schema)) {
        const { rows } = await this.pool.query<{ row: string }>(
          `select to_jsonb(t)::text as row from ${schema}.${table} t order by 1`,
        );
        tables[`${name}.${table}`] = rows.map(({ row }) => row);
      }
    }
    return tables;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
