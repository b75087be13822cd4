import type { Pool } from 'pg';
import { operatorCommand } from '#platform/operator-command';
import { type Checkpoint, inLazyTransaction, readSkips } from '#read-models/checkpoints';
import { createTables, definitionOf, dropSchema, schemaOf, tablesIn, searchPath } from '#read-models/generations';
import type { Projection, Transaction } from '#read-models/projection';
import { applyPresent } from '../apply/apply-present.ts';
import { aheadOfCheckpoint } from '../from-kafka/applied-from-kafka.ts';
import { readableFor } from '../apply/isolate.ts';
import { replaySchemaOf } from '../rebuild/left-replays.ts';
import { takeTurn } from '../rebuild/name-lock.ts';
import { type Log, type ReadEvent, readBatch } from '../apply/shared-reading.ts';
import { type People, type TableDifference, differenceOf } from './table-difference.ts';

/** Thrown if a read model cannot be compared now; the message has the reason. */
class CannotCompare extends Error {
  override readonly name = 'CannotCompare';
}

export interface Comparison {
  readonly position: number;
  readonly tables: readonly TableDifference[];
}

/**
 * Replays the log into temporary tables up to the position of a read model, and compares them with the tables that
 * readers see. The comparison uses one database snapshot; the projector continues meanwhile. People erased after that
 * position are left out: the replay cannot decrypt their texts any more, and the read model has not removed them yet.
 * @param options.pool needs three connections at once: for the lock, the snapshot, and events appended since
 * @throws AlreadyUnderWay, CannotCompare
 */
export async function compareWithReplay(
  projection: Projection,
  options: { pool: Pool; eventLog: Log; batchSize?: number },
): Promise<Comparison> {
  const releaseTurn = await takeTurn(options.pool, projection.name);
  const replay = new Replay(projection, options.pool, options.eventLog, options.batchSize ?? 5000);
  try {
    return await replay.compare();
  } finally {
    try {
      await replay.clear();
    } finally {
      await releaseTurn();
    }
  }
}

class Replay {
  private readonly schema: string;
  private position = 0;
  private skips: ReadonlySet<number> = new Set();

  constructor(
    private readonly projection: Projection,
    private readonly pool: Pool,
    private readonly log: Log,
    private readonly batchSize: number,
  ) {
    this.schema = replaySchemaOf(projection.name);
  }

  async compare(): Promise<Comparison> {
    const { name } = this.projection;
    await inLazyTransaction(this.pool, async (transaction) => {
      await dropSchema(transaction, this.schema);
      await createTables(transaction, this.projection, this.schema);
    });
    this.skips = await readSkips(this.pool, name, definitionOf(this.projection));
    const now = await inLazyTransaction(this.pool, (transaction) => standing(transaction, this.projection));
    while (this.position < now.position) {
      await inLazyTransaction(this.pool, (transaction) => this.advance(transaction, now.position));
    }
    return inLazyTransaction(this.pool, async (transaction) => {
      await transaction.query('set transaction isolation level repeatable read');
      const { generation, position } = await standing(transaction, this.projection);
      while (this.position < position) await this.advance(transaction, position);
      await this.goAhead(transaction);
      const served = schemaOf(name, generation);
      const leftOut = await erasedBehind(this.pool, this.position);
      const tables: TableDifference[] = [];
      for (const table of await tablesIn(transaction, served)) {
        tables.push(await differenceOf(transaction, table, { served, replayed: this.schema, leftOut }));
      }
      return { position, tables };
    });
  }

  /** A projection fed from Kafka has partitions beyond its checkpoint; applies the same events here. */
  private async goAhead(transaction: Transaction): Promise<void> {
    const { positions, end } = await aheadOfCheckpoint(transaction, this.log, this.projection.name, this.position);
    for (let at = this.position; at < end;) {
      const batch = await readBatch(this.log, at, this.batchSize);
      const events = (batch?.events ?? []).filter(({ position }) => positions.has(position));
      await this.apply(transaction, events);
      at = batch?.end ?? end;
    }
  }

  async clear(): Promise<void> {
    await inLazyTransaction(this.pool, (transaction) => dropSchema(transaction, this.schema));
  }

  /** Applies the next batch, up to `to`. */
  private async advance(transaction: Transaction, to: number): Promise<void> {
    const batch = await readBatch(this.log, this.position, this.batchSize);
    const events = (batch?.events ?? []).filter(({ position }) => position <= to);
    await this.apply(transaction, events);
    this.position = Math.min(batch?.end ?? to, to);
  }

  private async apply(transaction: Transaction, events: readonly ReadEvent[]): Promise<void> {
    await transaction.query(searchPath(this.schema));
    const readable = readableFor(this.projection, events, this.skips);
    await applyPresent(transaction, [{ projection: this.projection, events: readable }]);
  }
}

async function standing(
  transaction: Transaction,
  projection: Projection,
): Promise<Pick<Checkpoint, 'generation' | 'position'>> {
  const { rows } = await transaction.query<Checkpoint>(
    `select generation, definition, position from projection_checkpoints
     where name = $1 and status in ('active', 'stopped')`,
    [projection.name],
  );
  const [found] = rows;
  if (!found) throw new CannotCompare(`the read model ${projection.name} has no tables yet: start the projector first`);
  if (found.definition !== definitionOf(projection)) {
    throw new CannotCompare(
      `the read model ${projection.name} was built by another version of the code: run \`${operatorCommand(`rebuild ${projection.name}`)}\` first`,
    );
  }
  return { generation: found.generation, position: Number(found.position) };
}

/** Queried after everything was opened, so that it includes everyone whose key was missing for the replay. */
async function erasedBehind(pool: Pool, position: number): Promise<People> {
  const erased = await pool.query<{ id: string }>(
    `select distinct data ->> 'authorId' as id from events where position > $1 and type = 'AuthorErased'`,
    [position],
  );
  const ids = erased.rows.map(({ id }) => id);
  if (ids.length === 0) return { ids, comments: [] };
  const { rows } = await pool.query<{ id: string }>(
    `select stream_id as id from events where subject_id = any ($1) and type = 'CommentPosted'`,
    [ids],
  );
  return { ids, comments: rows.map(({ id }) => id) };
}
