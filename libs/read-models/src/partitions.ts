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

/** One generation of a projection. */
export interface Generation {
  readonly name: string;
  readonly generation: number;
}

/**
 * Locks where a projection stands in some partitions of the same topics, each named once, and answers the last position in each, in the order they were named. Whoever
 * waited for the locks sees what the other one did. The first to come writes down a topic's every partition, so that their number is on record.
 */
export async function lockPartitions(
  transaction: Transaction,
  own: Generation,
  places: readonly Place[],
  first: { readonly partitions: number; readonly floor: number },
): Promise<number[]> {
  const known = await lockRows(transaction, own, places);
  const unknown = places.filter((_place, at) => known[at] === undefined);
  if (unknown.length === 0) return known as number[];
  await transaction.query({
    name: 'create-partitions',
    text: `
      insert into projection_partitions (name, generation, topic, partition, last_position, next_offset)
      select $1, $2, topic, partition, $5, 0
      from unnest($3::text[]) topic, generate_series(0, $4::int - 1) partition
      order by topic, partition
      on conflict do nothing`,
    values: [own.name, own.generation, [...new Set(unknown.map(({ topic }) => topic))], first.partitions, first.floor],
  });
  return (await lockRows(transaction, own, places)).map((last, at) => {
    if (last !== undefined) return last;
    throw new Error(`${places[at]?.topic} has a partition ${places[at]?.partition}, of ${first.partitions}`);
  });
}

/** In one order for everybody, so that nobody waits in a circle. */
async function lockRows(
  transaction: Transaction,
  { name, generation }: Generation,
  places: readonly Place[],
): Promise<(number | undefined)[]> {
  const { rows } = await transaction.query<Place & { last: string }>({
    name: 'lock-partitions',
    text: `
      select topic, partition, last_position as last from projection_partitions
      where name = $1 and generation = $2 and (topic, partition) in (select * from unnest($3::text[], $4::int[]))
      order by topic, partition for update`,
    values: [name, generation, ...columnsOf(places)],
  });
  return places.map(({ topic, partition }) => {
    const row = rows.find((one) => one.topic === topic && one.partition === partition);
    return row && Number(row.last);
  });
}

/** Where a partition is moved to. */
export interface PartitionMove extends Place {
  readonly last: number;
  /** A decimal string; null where it stays what it is. */
  readonly nextOffset: string | null;
}

/** Moves locked partitions. An offset only falls where the position grew: the topic was made anew then, and begins at 0 again. */
export async function movePartitions(
  transaction: Transaction,
  { name, generation }: Generation,
  moves: readonly PartitionMove[],
): Promise<void> {
  await transaction.query({
    name: 'move-partitions',
    text: `
      update projection_partitions p
      set last_position = m.last,
          next_offset = case
            when m.last > last_position then coalesce(m.next, next_offset)
            else greatest(next_offset, m.next)
          end
      from unnest($3::text[], $4::int[], $5::bigint[], $6::bigint[]) m (topic, partition, last, next)
      where name = $1 and generation = $2 and p.topic = m.topic and p.partition = m.partition
        and (m.last, coalesce(m.next, next_offset)) is distinct from (last_position, next_offset)`,
    values: [
      ...[name, generation, ...columnsOf(moves)],
      ...[moves.map(({ last }) => last), moves.map(({ nextOffset }) => nextOffset)],
    ],
  });
}

const columnsOf = (places: readonly Place[]): [topics: string[], partitions: number[]] => [
  places.map(({ topic }) => topic),
  places.map(({ partition }) => partition),
];

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
