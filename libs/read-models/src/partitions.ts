import type { Pool } from 'pg';
import type { Transaction } from './projection';

/** One partition of a topic. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** Where a projection stands in one partition. Every record below `nextOffset` has a position up to `lastPosition`. */
export interface PartitionStanding extends Place {
  readonly lastPosition: number;
  /** A decimal string. */
  readonly nextOffset: string;
}

/** A checkpoint that is held until the transaction ends: nobody swaps the generation meanwhile. */
export interface HeldCheckpoint {
  readonly generation: number;
  readonly definition: string;
  readonly status: 'active' | 'stopped';
  readonly position: number;
  /** Positions that an operator told this definition to leave out. */
  readonly skips: ReadonlySet<number>;
}

/**
 * Holds the checkpoint of the generation that readers see. `alone`: no other chunk of this projection is applied meanwhile. Null while
 * generations are being swapped: ask again.
 */
export async function holdCheckpoint(
  transaction: Transaction,
  name: string,
  alone: boolean,
): Promise<HeldCheckpoint | null> {
  const { rows } = await transaction.query<HeldCheckpoint & { left: string[] }>({
    name: alone ? 'hold-checkpoint-alone' : 'hold-checkpoint',
    text: `
      select generation, definition, status, position,
        array(select position from projection_skips s where s.name = c.name and s.definition = c.definition) as left
      from projection_checkpoints c where name = $1 and status in ('active', 'stopped')
      ${alone ? 'for update' : 'for key share'} of c`,
    values: [name],
  });
  const [row] = rows;
  return row ? { ...row, position: Number(row.position), skips: new Set(row.left.map(Number)) } : null;
}

/** A partition of one generation of a projection. */
export interface OwnPlace extends Place {
  readonly name: string;
  readonly generation: number;
}

/**
 * Locks where a projection stands in a partition and answers the last position. Whoever waited for the lock sees what the other one did.
 * The first to come writes down the topic's every partition, so that their number is on record.
 */
export async function lockPartition(
  transaction: Transaction,
  place: OwnPlace,
  first: { readonly partitions: number; readonly floor: number },
): Promise<number> {
  const known = await lockRow(transaction, place);
  if (known !== null) return known;
  await transaction.query({
    name: 'create-partitions',
    text: `
      insert into projection_partitions (name, generation, topic, partition, last_position, next_offset)
      select $1, $2, $3, partition, $5, 0 from generate_series(0, $4::int - 1) partition
      on conflict do nothing`,
    values: [place.name, place.generation, place.topic, first.partitions, first.floor],
  });
  const created = await lockRow(transaction, place);
  if (created === null) throw new Error(`${place.topic} has a partition ${place.partition}, of ${first.partitions}`);
  return created;
}

async function lockRow(transaction: Transaction, { name, generation, topic, partition }: OwnPlace) {
  const { rows } = await transaction.query<{ last: string }>({
    name: 'lock-partition',
    text: `
      select last_position as last from projection_partitions
      where name = $1 and generation = $2 and topic = $3 and partition = $4 for update`,
    values: [name, generation, topic, partition],
  });
  return rows[0] ? Number(rows[0].last) : null;
}

/** Moves a locked partition. An offset only falls where the position grew: the topic was made anew then, and begins at 0 again. */
export async function movePartition(
  transaction: Transaction,
  { name, generation, topic, partition }: OwnPlace,
  to: { readonly last: number; readonly nextOffset: string | null },
): Promise<void> {
  await transaction.query({
    name: 'move-partition',
    text: `
      update projection_partitions
      set last_position = $5,
          next_offset = case when $5 > last_position then coalesce($6, next_offset) else greatest(next_offset, $6) end
      where name = $1 and generation = $2 and topic = $3 and partition = $4
        and ($5, coalesce($6, next_offset)) is distinct from (last_position, next_offset)`,
    values: [name, generation, topic, partition, to.last, to.nextOffset],
  });
}

/** Where the generation that readers see stands in every partition that it was brought to from Kafka. */
export async function readPartitions(connection: Transaction, name: string): Promise<PartitionStanding[]> {
  const { rows } = await connection.query<PartitionStanding>({
    name: 'read-partitions',
    text: `
      select topic, partition, last_position as "lastPosition", next_offset::text as "nextOffset"
      from projection_partitions p join projection_checkpoints c using (name, generation)
      where name = $1 and status in ('active', 'stopped')`,
    values: [name],
  });
  return rows.map((row) => ({ ...row, lastPosition: Number(row.lastPosition) }));
}

/** Forgets the partitions of a projection, unless one of them stands beyond its checkpoint. */
export async function forgetPartitions(pool: Pool, name: string): Promise<void> {
  await pool.query({
    name: 'forget-partitions',
    text: `
      delete from projection_partitions p using projection_checkpoints c
      where p.name = $1 and c.name = p.name and c.generation = p.generation and not exists (
        select from projection_partitions other
        where other.name = p.name and other.generation = p.generation and other.last_position > c.position)`,
    values: [name],
  });
}

/** Stops a projection at an event that it cannot apply. `error` must hold no personal data. */
export async function stopGeneration(
  pool: Pool,
  { name, generation }: { readonly name: string; readonly generation: number },
  failure: { readonly position: number; readonly error: string },
): Promise<void> {
  await pool.query(
    `update projection_checkpoints set status = 'stopped', stopped_at = $3, error = $4, updated_at = clock_timestamp()
     where name = $1 and generation = $2 and status = 'active'`,
    [name, generation, failure.position, failure.error],
  );
}
