import type { Pool } from 'pg';
import type { Projection } from '#read-models/projection';
import { NewGeneration } from './new-generation.ts';
import { dropUnused } from './drop-unused.ts';
import { type ReadStretch, type Log, readBatch } from '../apply/shared-reading.ts';

export interface RebuildOptions {
  readonly pool: Pool;
  readonly eventLog: Log;
  /** Events in a transaction. Large batches are faster; small ones block the event loop for less time. */
  readonly batchSize?: number;
  /**
   * Continues with unfinished tables of the same definition, and keeps its own after a failure, for callers that retry.
   * Otherwise the whole log is applied, and unfinished tables are dropped.
   */
  readonly continues?: boolean;
  /** Ends the rebuild between two batches; the old tables stay in use. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RebuildProgress) => void;
}

export interface RebuildProgress {
  /** Number of events replayed. */
  readonly events: number;
  readonly position: number;
  /** The end of the log when the rebuild started. */
  readonly head: number;
}

/**
 * Rebuilds read models from the log into tables next to those that readers see, then swaps them. The log is read once
 * for all of them. It may run while the service does. Old tables that are locked are left for `dropUnused`.
 * @throws AlreadyUnderWay; CannotApply, which leaves everything unchanged
 */
export async function rebuild(projections: readonly Projection[], options: RebuildOptions): Promise<void> {
  const { pool, eventLog, batchSize = 5000, continues = false, signal } = options;
  const unfinished: NewGeneration[] = [];
  try {
    for (const projection of projections)
      unfinished.push(await NewGeneration.begin(pool, projection, { afresh: !continues, signal }));
    await replay(unfinished, options, batchSize);
    for (let building = unfinished[0]; building; building = unfinished[0]) {
      await building.index();
      await building.swap(eventLog, batchSize);
      unfinished.shift();
      await clearAway(pool, building);
    }
  } finally {
    await Promise.allSettled(unfinished.map((building) => (continues ? building.end() : building.abandon())));
  }
}

/** The read model is current already, so a failure to drop its old tables is ignored. */
async function clearAway(pool: Pool, building: NewGeneration): Promise<void> {
  await building.end();
  await dropUnused(pool, building.projection.name).catch(() => false);
}

/** Reads the next batch while one is applied. */
async function replay(buildings: readonly NewGeneration[], options: RebuildOptions, batchSize: number): Promise<void> {
  const { eventLog, onProgress, signal } = options;
  const head = await eventLog.head();
  let events = 0;
  let next = readBatch(eventLog, Math.min(...buildings.map(({ position }) => position)), batchSize);
  for (let batch = await next; batch; batch = await next) {
    next = batch.isFull ? readBatch(eventLog, batch.end, batchSize) : Promise.resolve(null);
    next.catch(() => undefined); // thrown where it is awaited
    signal?.throwIfAborted();
    await applyToAll(buildings, batch);
    events += batch.read;
    onProgress?.({ events, position: batch.end, head });
  }
}

/** Waits for all of them, so that nothing runs any more when this throws. */
async function applyToAll(buildings: readonly NewGeneration[], batch: ReadStretch): Promise<void> {
  const outcomes = await Promise.allSettled(buildings.map((building) => building.apply(batch)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}
