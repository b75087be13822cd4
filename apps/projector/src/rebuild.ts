import type { Pool } from 'pg';
import type { Projection } from '#read-models/projection';
import { Building } from './building';
import { type Log, readBatch } from './shared-reading';

export interface RebuildOptions {
  readonly pool: Pool;
  readonly eventLog: Log;
  /** Events in a transaction; large ones are faster, small ones leave the event loop to others more often. */
  readonly batchSize?: number;
  /** Ends the rebuild between two batches; the old tables stay. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RebuildProgress) => void;
}

export interface RebuildProgress {
  /** Events of the log that were replayed. */
  readonly events: number;
  readonly position: number;
  /** The end of the log when the rebuild began. */
  readonly head: number;
}

/**
 * Builds read models anew from the whole log, into tables beside those that readers see, and swaps them. The log is read once
 * for all of them. May run while the service does.
 * @throws AlreadyUnderWay; CannotApply, which leaves everything as it was
 */
export async function rebuild(projections: readonly Projection[], options: RebuildOptions): Promise<void> {
  const { pool, eventLog, batchSize = 5000 } = options;
  const unfinished: Building[] = [];
  try {
    for (const projection of projections) unfinished.push(await Building.begin(pool, projection));
    await replay(unfinished, options, batchSize);
    for (let building = unfinished[0]; building; building = unfinished[0]) {
      await building.index();
      await building.swap(eventLog, batchSize);
      unfinished.shift();
    }
  } finally {
    await Promise.allSettled(unfinished.map((building) => building.abandon()));
  }
}

/** While one batch is applied the next one is read. */
async function replay(buildings: readonly Building[], options: RebuildOptions, batchSize: number): Promise<void> {
  const { eventLog, onProgress, signal } = options;
  const head = await eventLog.head();
  let events = 0;
  let next = readBatch(eventLog, 0, batchSize);
  for (let batch = await next; batch; batch = await next) {
    next = batch.isFull ? readBatch(eventLog, batch.end, batchSize) : Promise.resolve(null);
    next.catch(() => undefined); // thrown where it is awaited
    signal?.throwIfAborted();
    await Promise.all(buildings.map((building) => building.apply(batch)));
    events += batch.read;
    onProgress?.({ events, position: batch.end, head });
  }
}
