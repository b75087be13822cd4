import type { Pool } from 'pg';
import { inLazyTransaction } from '#read-models/checkpoints';
import { definitionOf, schemaOf, searchPath } from '#read-models/generations';
import {
  type HeldCheckpoint,
  type PartitionMove,
  type PartitionPlace,
  holdCheckpoints,
  lockPartitions,
  movePartitions,
} from '#read-models/partitions';
import type { Projection, Transaction } from '#read-models/projection';
import { applyPresent } from '../apply/apply-present.ts';
import { refuseOtherSource } from '#read-models/source-fence';
import { isTransient } from '../apply/failure.ts';
import { CannotApply, readableFor } from '../apply/isolate.ts';
import type { KafkaRecord } from './kafka-record.ts';
import { planRecords } from './partition-plan.ts';

/** A partition, and the number of partitions of its topic. */
export interface KafkaPlace extends PartitionPlace {
  readonly partitions: number;
}

/**
 * Records of one partition, in order. With `end`, they include every event of the partition after `from` up to `end`.
 * If the partition is not at `from` any more, because the database lost its last commits in a crash, nothing is done.
 */
export interface PartitionStretch {
  readonly records: readonly KafkaRecord[];
  readonly from?: number;
  readonly end?: number;
}

/** Records of one partition, with the partition. */
export interface PlacedStretch extends PartitionStretch {
  readonly place: KafkaPlace;
}

export type Applied =
  /** `beyondHole`: records not applied yet, because events after `last` and before them are missing. Usually empty. */
  | {
      readonly kind: 'applied';
      readonly fresh: number;
      readonly last: number;
      readonly beyondHole: readonly KafkaRecord[];
    }
  /** Nothing was done: the projection is stopped, or its tables are about to be replaced. */
  | { readonly kind: 'not-now' };

/**
 * Applies the records of a partition that a projection has not seen yet, and moves its position there, in one
 * transaction. It decides under the lock of that position, so a member that lost the partition, or gets a chunk again,
 * writes nothing. If an event cannot be applied, everything before it is.
 * @throws CannotApply; transient errors are thrown unchanged
 */
export async function applyRecords(
  pool: Pool,
  projection: Projection,
  place: KafkaPlace,
  stretch: PartitionStretch,
): Promise<Applied> {
  const { records } = stretch;
  try {
    const [applied] = await applyTogether(pool, [projection], [{ ...stretch, place }]);
    return applied?.[0] ?? notNow;
  } catch (error) {
    const [first] = records;
    if (first === undefined || isTransient(error)) throw error;
    if (records.length === 1) throw new CannotApply(first.position, error);
    const half = Math.ceil(records.length / 2);
    const before = await applyRecords(pool, projection, place, { ...stretch, records: records.slice(0, half), end: 0 });
    if (before.kind === 'not-now') return before;
    const rest = [...before.beyondHole, ...records.slice(half)];
    if (before.beyondHole.length > 0) return { ...before, beyondHole: rest };
    const after = await applyRecords(pool, projection, place, { ...stretch, records: rest });
    return after.kind === 'not-now' ? after : { ...after, fresh: before.fresh + after.fresh };
  }
}

/**
 * The same for several projections and several partitions (each at most once), in one transaction. Returns the outcome
 * of each partition for each projection. If an event cannot be applied, nothing is, and the projection's error is
 * thrown; `applyRecords`, one projection after the other, finds the event.
 */
export const applyTogether = (
  pool: Pool,
  projections: readonly Projection[],
  stretches: readonly PlacedStretch[],
): Promise<readonly (readonly Applied[])[]> =>
  inLazyTransaction(pool, (transaction) => applyOnce(transaction, projections, stretches), { source: 'kafka' });

const notNow: Applied = { kind: 'not-now' };

async function applyOnce(
  transaction: Transaction,
  projections: readonly Projection[],
  stretches: readonly PlacedStretch[],
): Promise<Applied[][]> {
  const places = stretches.map(({ place }) => place);
  const names = projections.map(({ name }) => name);
  const held = await untilHeld(transaction, names, places.some(isExclusive));
  const taking = projections.flatMap((projection) => takingNow(projection, held.get(projection.name)) ?? []);
  const locked = await lockPartitions(transaction, taking, places, places[0]?.partitions ?? 0);
  const work = taking.map((one, own) => ({
    ...one,
    plans: stretches.map((stretch, at) => planOf(stretch, locked[own]?.[at] ?? 0, one.position)),
  }));
  await applyEvents(transaction, work);
  await movePartitions(
    transaction,
    work.flatMap(({ name, generation, plans }) =>
      plans.flatMap(({ move }) => (move ? { ...move, name, generation } : [])),
    ),
  );
  return names.map((name) => {
    const plans = work.find((one) => one.name === name)?.plans;
    return plans?.map(outcomeOf) ?? stretches.map(() => notNow);
  });
}

/** A projection and the generation that it applies to. */
interface Taking extends HeldCheckpoint {
  readonly name: string;
  readonly projection: Projection;
}

/** Undefined while the projection is stopped, or its tables are about to be replaced. */
const takingNow = (projection: Projection, held: HeldCheckpoint | undefined): Taking | undefined =>
  held?.status === 'active' && held.definition === definitionOf(projection)
    ? { ...held, name: projection.name, projection }
    : undefined;

interface StretchPlan {
  readonly fresh: readonly KafkaRecord[];
  readonly last: number;
  readonly beyondHole: readonly KafkaRecord[];
  /** Null: the partition is left as it is. */
  readonly move: Pick<PartitionMove, 'topic' | 'partition' | 'last' | 'nextOffset'> | null;
}

const outcomeOf = ({ fresh, last, beyondHole }: StretchPlan): Applied => ({
  kind: 'applied',
  fresh: fresh.length,
  last,
  beyondHole,
});

function planOf({ place, records, from = 0, end = 0 }: PlacedStretch, locked: number, checkpoint: number): StretchPlan {
  const current = Math.max(locked, checkpoint);
  if (current < from) return { fresh: [], last: current, beyondHole: records, move: null };
  const { fresh, beyondHole, nextOffset, last: reached } = planRecords(current, records);
  const last = beyondHole.length > 0 ? reached : Math.max(reached, end);
  const { topic, partition } = place;
  return { fresh, last, beyondHole, move: { topic, partition, last: Math.max(last, locked), nextOffset } };
}

/** Applies to each projection the events that are new to it, in the order of the log across all partitions. */
async function applyEvents(
  transaction: Transaction,
  work: readonly (Taking & { readonly plans: readonly StretchPlan[] })[],
): Promise<void> {
  const applied = work.flatMap(({ projection, skips, plans }) => {
    const inOrder = plans.flatMap((plan) => plan.fresh).toSorted((a, b) => a.position - b.position);
    const events = readableFor(
      projection,
      inOrder.flatMap(({ event }) => event ?? []),
      skips,
    );
    return events.length === 0 ? [] : { projection, events };
  });
  if (applied.length === 0) return;
  await transaction.query(searchPath(...work.map(({ name, generation }) => schemaOf(name, generation))));
  await applyPresent(transaction, applied);
}

/**
 * Events of different articles touch no row that both read, so their transactions run concurrently. Events of an author
 * or a whole site touch the rows of many articles, so their transactions run exclusively.
 */
const isExclusive = ({ topic }: PartitionPlace): boolean => !topic.endsWith('.comments');

async function untilHeld(
  transaction: Transaction,
  names: readonly string[],
  exclusive: boolean,
): Promise<ReadonlyMap<string, HeldCheckpoint>> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const held = await holdCheckpoints(transaction, names, exclusive);
    if (held) return held; // null right after waiting for a swap: the next statement sees the new generation
    await refuseOtherSource(transaction, 'kafka');
  }
  throw new Error(`one of the read models ${names.join(', ')} has no tables`);
}
