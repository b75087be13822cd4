import type { Pool } from 'pg';
import { partitionName } from '#contracts/topic-partition';
import { inLazyTransaction } from './checkpoints.ts';
import type { Transaction } from './projection.ts';
import { isSource } from './source-fence.ts';

/** One partition of a topic. */
export interface PartitionPlace {
  readonly topic: string;
  readonly partition: number;
}

/**
 * The progress of a projection in one partition. Every record below `nextOffset` has a position up to `lastPosition`.
 */
export interface PartitionStanding extends PartitionPlace {
  readonly lastPosition: number;
  /** A decimal string. */
  readonly nextOffset: string;
}

/** A checkpoint that is locked until the transaction ends, so that the generation cannot be swapped meanwhile. */
export interface HeldCheckpoint {
  readonly generation: number;
  readonly definition: string;
  readonly status: 'active' | 'stopped';
  readonly position: number;
  /** Positions that an operator told this definition to skip. */
  readonly skips: ReadonlySet<number>;
}

/**
 * Locks the checkpoints of the generations that readers see, by the names of their projections. With `exclusive`, no
 * other chunk of these projections is applied meanwhile. Null while generations are being swapped (retry), and if
 * projectors take events from the log now.
 */
export async function holdCheckpoints(
  transaction: Transaction,
  names: readonly string[],
  exclusive: boolean,
): Promise<ReadonlyMap<string, HeldCheckpoint> | null> {
  const { rows } = await transaction.query<HeldCheckpoint & { name: string; left: string[] }>({
    name: exclusive ? 'hold-checkpoints-alone' : 'hold-checkpoints',
    text: `
      select name, generation, definition, status, position,
        array(select position from projection_skips s where s.name = c.name and s.definition = c.definition) as left
      from projection_checkpoints c where name = any ($1) and status in ('active', 'stopped') and ${isSource('kafka')}
      order by name ${exclusive ? 'for update' : 'for key share'} of c`,
    values: [names],
  });
  if (rows.length < names.length) return null;
  return new Map(
    rows.map(({ name, left, position, ...row }) => [
      name,
      { ...row, position: Number(position), skips: new Set(left.map(Number)) },
    ]),
  );
}

/** One generation of a projection. */
interface Generation {
  readonly name: string;
  readonly generation: number;
}

/** A generation, with the position up to which it has the events of all partitions. */
export interface HeldGeneration extends Generation {
  readonly position: number;
}

/**
 * Locks the progress of generations in some partitions of the same topics. Returns, for each generation, the last
 * position in each partition, in the given order. A process that waited for the locks sees the changes of the previous
 * one. The first one inserts rows for all partitions of a topic, which records their number.
 * @param partitions number of partitions of each topic
 */
export async function lockPartitions(
  transaction: Transaction,
  generations: readonly HeldGeneration[],
  places: readonly PartitionPlace[],
  partitions: number,
): Promise<number[][]> {
  const known = await lockRows(transaction, generations, places);
  if (known.every(isComplete)) return known;
  const unknown = places.filter((_place, at) => known.some((lasts) => lasts[at] === undefined));
  await transaction.query({
    name: 'create-partitions',
    text: `
      insert into projection_partitions (name, generation, topic, partition, last_position, next_offset)
      select name, generation, topic, partition, position, 0
      from unnest($1::text[], $2::int[], $3::bigint[]) own (name, generation, position),
        unnest($4::text[]) topic, generate_series(0, $5::int - 1) partition
      order by name, topic, partition
      on conflict do nothing`,
    values: [
      ...[...generationColumns(generations), generations.map(({ position }) => position)],
      ...[[...new Set(unknown.map(({ topic }) => topic))], partitions],
    ],
  });
  return (await lockRows(transaction, generations, places)).map((lasts) =>
    lasts.map((last, at) => {
      if (last !== undefined) return last;
      throw new Error(
        `${places[at]?.topic} has a partition ${places[at]?.partition}, but only ${partitions} partitions are configured`,
      );
    }),
  );
}

const isComplete = (lasts: (number | undefined)[]): lasts is number[] => !lasts.includes(undefined);

/** Locks in one order in every process, to avoid deadlocks. */
async function lockRows(
  transaction: Transaction,
  generations: readonly Generation[],
  places: readonly PartitionPlace[],
): Promise<(number | undefined)[][]> {
  const { rows } = await transaction.query<PartitionPlace & { name: string; last: string }>({
    name: 'lock-partitions',
    text: `
      select name, topic, partition, last_position as last from projection_partitions
      where (name, generation) in (select * from unnest($1::text[], $2::int[]))
        and (topic, partition) in (select * from unnest($3::text[], $4::int[]))
      order by name, topic, partition for update`,
    values: [...generationColumns(generations), ...placeColumns(places)],
  });
  const keyOf = (name: string, place: PartitionPlace): string => `${name}/${partitionName(place)}`;
  const lasts = new Map(rows.map((row) => [keyOf(row.name, row), Number(row.last)]));
  return generations.map(({ name }) => places.map((place) => lasts.get(keyOf(name, place))));
}

/** The new progress of a generation in a partition. */
export interface PartitionMove extends Generation, PartitionPlace {
  readonly last: number;
  /** A decimal string; null leaves it unchanged. */
  readonly nextOffset: string | null;
}

/**
 * Moves locked partitions. An offset may only decrease if the position grows: the topic was then created again, and
 * starts at offset 0.
 */
export async function movePartitions(transaction: Transaction, moves: readonly PartitionMove[]): Promise<void> {
  await transaction.query({
    name: 'move-partitions',
    text: `
      update projection_partitions p
      set last_position = m.last,
          next_offset = case
            when m.last > last_position then coalesce(m.next, next_offset)
            else greatest(next_offset, m.next)
          end
      from unnest($1::text[], $2::int[], $3::text[], $4::int[], $5::bigint[], $6::bigint[])
        m (name, generation, topic, partition, last, next)
      where p.name = m.name and p.generation = m.generation and p.topic = m.topic and p.partition = m.partition
        and (m.last, coalesce(m.next, next_offset)) is distinct from (last_position, next_offset)`,
    values: [
      ...[...generationColumns(moves), ...placeColumns(moves)],
      ...[moves.map(({ last }) => last), moves.map(({ nextOffset }) => nextOffset)],
    ],
  });
}

const generationColumns = (generations: readonly Generation[]): [names: string[], generations: number[]] => [
  generations.map(({ name }) => name),
  generations.map(({ generation }) => generation),
];

const placeColumns = (places: readonly PartitionPlace[]): [topics: string[], partitions: number[]] => [
  places.map(({ topic }) => topic),
  places.map(({ partition }) => partition),
];

/** Returns the progress, in every partition, of the generation that readers see. */
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

/**
 * Deletes the partitions of a projection, unless one of them is beyond its checkpoint, or events are applied from
 * Kafka, because the process that applies them would lose its place.
 */
export async function forgetPartitions(pool: Pool, name: string): Promise<void> {
  const forget = {
    name: 'forget-partitions',
    text: `
      delete from projection_partitions p using projection_checkpoints c
      where p.name = $1 and c.name = p.name and c.generation = p.generation and ${isSource('log')} and not exists (
        select from projection_partitions other
        where other.name = p.name and other.generation = p.generation and other.last_position > c.position)`,
    values: [name],
  };
  await inLazyTransaction(pool, (transaction) => transaction.query(forget), { source: 'log' });
}

/**
 * Deletes the progress of every projection in Kafka. Call it when the topics have changed and the read models are
 * rebuilt from the log.
 */
export async function forgetEveryPartition(transaction: Transaction): Promise<void> {
  await transaction.query('delete from projection_partitions');
}

/** Deletes the partitions of some topics, unless one of them is beyond the checkpoint. */
export async function forgetTopics(pool: Pool, name: string, topics: readonly string[]): Promise<void> {
  await pool.query(
    `delete from projection_partitions p using projection_checkpoints c
     where p.name = $1 and topic = any ($2) and c.name = p.name and c.generation = p.generation and not exists (
       select from projection_partitions other
       where other.name = p.name and other.generation = p.generation and topic = any ($2) and other.last_position > c.position)`,
    [name, topics],
  );
}

/** Moves a checkpoint that this transaction has locked. Everything up to there must be applied. */
export async function moveHeld(
  transaction: Transaction,
  { name, generation, position }: HeldGeneration,
): Promise<void> {
  await transaction.query(
    'update projection_checkpoints set position = $3, updated_at = clock_timestamp() where name = $1 and generation = $2',
    [name, generation, position],
  );
}

/** Stops a projection at an event that it cannot apply. `error` must not contain personal data. */
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
