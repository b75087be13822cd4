import type { Pool } from 'pg';
import { pause } from '#platform/pause';
import { type Checkpoint, inLazyTransaction, readSkips } from '#read-models/checkpoints';
import { analyze, createIndexes, createTables, definitionOf, schemaOf, searchPath } from '#read-models/generations';
import type { Projection, Transaction } from '#read-models/projection';
import { applyPresent } from '../apply/apply-present.ts';
import { cancelledBy } from './cancel.ts';
import { dropUnfinished } from './drop-unused.ts';
import { isConflict } from '../apply/failure.ts';
import { applyBatch, readableFor } from '../apply/isolate.ts';
import { AlreadyUnderWay, takeTurn } from './name-lock.ts';
import { type ReadStretch, type Log, readBatch } from '../apply/shared-reading.ts';
import { swapGenerations } from './swap-generations.ts';
import { findUnfinished } from './unfinished.ts';

export interface NewGenerationOptions {
  /** Starts with empty tables, even if unfinished ones of the same definition exist. */
  readonly afresh: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** A new generation of one read model, built next to the one that readers see. */
export class NewGeneration {
  private constructor(
    private readonly pool: Pool,
    readonly projection: Projection,
    private checkpoint: Checkpoint,
    private readonly skips: ReadonlySet<number>,
    private readonly releaseTurn: () => Promise<void>,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /**
   * Creates empty tables, or continues with unfinished ones: their checkpoint was moved in the transactions that filled
   * them.
   * @throws AlreadyUnderWay
   */
  static async begin(
    pool: Pool,
    projection: Projection,
    { afresh, signal }: NewGenerationOptions,
  ): Promise<NewGeneration> {
    const releaseTurn = await takeTurn(pool, projection.name);
    try {
      const checkpoint =
        (await findUnfinished(pool, projection, afresh)) ??
        (await inLazyTransaction(pool, (transaction) => createGeneration(transaction, projection)));
      const skips = await readSkips(pool, projection.name, checkpoint.definition);
      return new NewGeneration(pool, projection, checkpoint, skips, releaseTurn, signal);
    } catch (error) {
      await releaseTurn();
      throw error;
    }
  }

  get position(): number {
    return this.checkpoint.position;
  }

  /** Applies the new events of a batch that begins at or before its position. @throws CannotApply, AlreadyUnderWay */
  async apply(batch: Pick<ReadStretch, 'events' | 'end'>): Promise<void> {
    if (batch.end <= this.position) return;
    const events = batch.events.filter(({ position }) => position > this.position);
    const reached = await applyBatch(this.pool, this.projection, this.checkpoint, { ...batch, events }, this.skips);
    if (reached === null) throw new AlreadyUnderWay(this.projection.name);
    this.checkpoint = reached;
  }

  /** Creates indexes and statistics, after most rows are in. */
  async index(): Promise<void> {
    const schema = schemaOf(this.projection.name, this.checkpoint.generation);
    await this.cancellable((transaction) => createIndexes(transaction, this.projection, schema));
    await this.cancellable((transaction) => analyze(transaction, schema));
  }

  /**
   * Applies new events and replaces the old tables with the new ones. Retries, and keeps up with the log, until no
   * batch of a projector blocks the swap.
   */
  async swap(log: Log, batchSize: number): Promise<void> {
    for (;;) {
      this.signal?.throwIfAborted();
      await this.catchUp(log, batchSize);
      try {
        return await swapGenerations(this.pool, this.projection.name, this.checkpoint, (transaction) =>
          this.applyRest(log, batchSize, transaction),
        );
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
      await pause(swapPause, this.signal);
    }
  }

  /** Releases the lock and keeps the unfinished tables for the next attempt. May be called more than once. */
  async end(): Promise<void> {
    await this.releaseTurn();
  }

  /** Drops the unfinished tables. */
  async abandon(): Promise<void> {
    try {
      await dropUnfinished(this.pool, this.projection.name, this.checkpoint.generation);
    } finally {
      await this.releaseTurn();
    }
  }

  /** Applies events until so few are left that projectors, which wait for the swap, do not notice. */
  private async catchUp(log: Log, batchSize: number): Promise<void> {
    for (;;) {
      const batch = await readBatch(log, this.position, batchSize);
      if (batch) await this.apply(batch);
      if (!batch || (!batch.isFull && batch.read < fewEvents)) return;
      this.signal?.throwIfAborted();
    }
  }

  /** The old tables do not change meanwhile, so the end of the log at this moment is enough. */
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

  private cancellable<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return inLazyTransaction(this.pool, (transaction) => cancelledBy(this.signal, this.pool, transaction, work));
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

/** Milliseconds between two attempts to swap. */
const swapPause = 50;

/** The most events to apply while projectors wait. */
const fewEvents = 100;
