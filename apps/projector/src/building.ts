import type { Pool } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Checkpoint, inTransaction, readSkips } from '#read-models/checkpoints';
import { analyze, createIndexes, createTables, definitionOf, schemaOf, searchPath } from '#read-models/generations';
import type { Projection, Transaction } from '#read-models/projection';
import { applyPresent } from './apply-present';
import { isTransient } from './failure';
import { applyBatch, readableFor } from './isolate';
import { takeTurn } from './name-lock';
import { type Batch, type Log, readBatch } from './shared-reading';
import { dropUnused, swapGenerations } from './swap-generations';

/** A new generation of one read model, while it is built beside the one that readers see. */
export class Building {
  private constructor(
    private readonly pool: Pool,
    readonly projection: Projection,
    private checkpoint: Checkpoint,
    private readonly skips: ReadonlySet<number>,
    private readonly giveTurnBack: () => Promise<void>,
  ) {}

  /** Creates the empty tables. @throws AlreadyUnderWay */
  static async begin(pool: Pool, projection: Projection): Promise<Building> {
    const giveTurnBack = await takeTurn(pool, projection.name);
    try {
      await retrying(() => dropUnused(pool, projection.name));
      const checkpoint = await inTransaction(pool, (transaction) => createGeneration(transaction, projection));
      const skips = await readSkips(pool, projection.name, checkpoint.definition);
      return new Building(pool, projection, checkpoint, skips, giveTurnBack);
    } catch (error) {
      await giveTurnBack();
      throw error;
    }
  }

  get position(): number {
    return this.checkpoint.position;
  }

  /** Applies a batch that begins where the last one ended. @throws CannotApply */
  async apply(batch: Batch): Promise<void> {
    const reached = await applyBatch(this.pool, this.projection, this.checkpoint, batch, this.skips);
    if (reached === null) throw new Error(`the new tables of ${this.projection.name} were replaced by another rebuild`);
    this.checkpoint = reached;
  }

  /** Indexes and statistics, once the bulk is in. */
  async index(): Promise<void> {
    const { name, generation } = { name: this.projection.name, generation: this.checkpoint.generation };
    const schema = schemaOf(name, generation);
    await inTransaction(this.pool, (transaction) => createIndexes(transaction, this.projection, schema));
    await inTransaction(this.pool, (transaction) => analyze(transaction, schema));
  }

  /** Applies what came in meanwhile and puts the new tables in the old ones' place; then drops those. */
  async swap(log: Log, batchSize: number): Promise<void> {
    await retrying(async () => {
      await this.catchUp(log, batchSize);
      await swapGenerations(this.pool, this.projection.name, this.checkpoint, (transaction) =>
        this.applyRest(log, batchSize, transaction),
      );
    });
    try {
      await retrying(() => dropUnused(this.pool, this.projection.name));
    } finally {
      await this.giveTurnBack();
    }
  }

  /** Drops the unfinished tables. */
  async abandon(): Promise<void> {
    try {
      await dropUnused(this.pool, this.projection.name);
    } finally {
      await this.giveTurnBack();
    }
  }

  private async catchUp(log: Log, batchSize: number): Promise<void> {
    for (;;) {
      const batch = await readBatch(log, this.position, batchSize);
      if (batch) await this.apply(batch);
      if (!batch?.isFull) return;
    }
  }

  /** The old tables stand still meanwhile, so this goes to what they have seen or a moment later, not to an end that runs away. */
  private async applyRest(log: Log, batchSize: number, transaction: Transaction): Promise<number> {
    const head = await log.head();
    await transaction.query(searchPath(schemaOf(this.projection.name, this.checkpoint.generation)));
    let { position } = this;
    while (position < head) {
      const batch = await readBatch(log, position, batchSize);
      if (!batch) break;
      const events = readableFor(this.projection, batch.events, this.skips);
      await applyPresent(transaction, [{ projection: this.projection, events }]);
      position = batch.end;
    }
    return position;
  }
}

async function createGeneration(transaction: Transaction, projection: Projection): Promise<Checkpoint> {
  const definition = definitionOf(projection);
  const { rows } = await transaction.query<{ generation: number }>(
    `insert into projection_checkpoints (name, generation, definition, status, position)
     select $1, coalesce(max(generation), 0) + 1, $2, 'building', 0 from projection_checkpoints where name = $1
     returning generation`,
    [projection.name, definition],
  );
  const generation = rows[0]?.generation ?? 1;
  await createTables(transaction, projection, schemaOf(projection.name, generation));
  return { generation, definition, status: 'building', position: 0, stoppedAt: null, error: null };
}

/** A reader that holds a view or a table for long is waited for, a few seconds at a time. */
async function retrying(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !isTransient(error)) throw error;
      await sleep(250);
    }
  }
}

const attempts = 60;
