import type { Pool } from 'pg';
import type { RecordedEvent } from '#contracts/event-schemas';
import { personalOwnerOf } from '#contracts/personal-owner';
import { erasedAmong } from '#event-store/erased-subjects';
import { inTransaction } from '#read-models/checkpoints';
import { definitionOf, schemaOf, searchPath } from '#read-models/generations';
import {
  type HeldCheckpoint,
  type Place,
  type PartitionMove,
  holdCheckpoint,
  lockPartitions,
  movePartitions,
} from '#read-models/partitions';
import type { Projection, Transaction } from '#read-models/projection';
import { isTransient } from '../failure';
import { CannotApply, readableFor } from '../isolate';
import type { KafkaRecord } from './kafka-record';
import { planRecords } from './partition-plan';

/** A partition, and how many its topic has. */
export interface KafkaPlace extends Place {
  readonly partitions: number;
}

/**
 * Records of one partition in order. `end`: everything of the partition behind `from` and up to this position is among them. Where the partition does not
 * stand at `from` any more, since the database lost its last moments in a crash, nothing is done.
 */
export interface PartitionStretch {
  readonly records: readonly KafkaRecord[];
  readonly from?: number;
  readonly end?: number;
}

/** Records of one partition, and which one. */
export interface PlacedStretch extends PartitionStretch {
  readonly place: KafkaPlace;
}

export type Applied =
  /** `beyondHole` could not be applied yet: what comes before it, behind `last`, is missing. Mostly empty. */
  | {
      readonly kind: 'applied';
      readonly fresh: number;
      readonly last: number;
      readonly beyondHole: readonly KafkaRecord[];
    }
  /** The projection is stopped, or its tables wait to be replaced: nothing was done. */
  | { readonly kind: 'not-now' };

/**
 * Applies what a projection has not seen of a partition yet, and moves its place there, in one transaction. What was seen is decided under the
 * lock of that place: whoever lost the partition meanwhile, or gets a chunk again, writes nothing.
 * Where an event makes that impossible, everything before it is applied.
 * @throws CannotApply; errors that trying again may help are thrown as they are
 */
export async function applyRecords(
  pool: Pool,
  projection: Projection,
  place: KafkaPlace,
  stretch: PartitionStretch,
): Promise<Applied> {
  const { records } = stretch;
  try {
    const [applied] = await inTransaction(pool, (transaction) =>
      applyOnce(transaction, projection, [{ ...stretch, place }]),
    );
    return applied ?? notNow;
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
 * The same for several partitions, each named once, in one transaction; answers what became of each. Where an event makes that impossible, nothing is
 * applied, and what the projection threw is thrown: `applyRecords`, one partition after the other, tells which event it is.
 */
export const applyTogether = (
  pool: Pool,
  projection: Projection,
  stretches: readonly PlacedStretch[],
): Promise<readonly Applied[]> => inTransaction(pool, (transaction) => applyOnce(transaction, projection, stretches));

const notNow: Applied = { kind: 'not-now' };

async function applyOnce(
  transaction: Transaction,
  projection: Projection,
  stretches: readonly PlacedStretch[],
): Promise<Applied[]> {
  const { name } = projection;
  const places = stretches.map(({ place }) => place);
  const held = await untilHeld(transaction, name, places.some(runsAlone));
  if (held.status === 'stopped' || held.definition !== definitionOf(projection)) return stretches.map(() => notNow);
  const own = { name, generation: held.generation };
  const first = { partitions: places[0]?.partitions ?? 0, floor: held.position };
  const locked = await lockPartitions(transaction, own, places, first);
  const plans = stretches.map((stretch, at) => planOf(stretch, locked[at] ?? 0, held.position));
  await applyEvents(
    transaction,
    projection,
    held,
    plans.flatMap(({ fresh }) => fresh),
  );
  await movePartitions(
    transaction,
    own,
    plans.flatMap(({ move }) => move ?? []),
  );
  return plans.map(({ fresh, last, beyondHole }) => ({ kind: 'applied', fresh: fresh.length, last, beyondHole }));
}

interface StretchPlan {
  readonly fresh: readonly KafkaRecord[];
  readonly last: number;
  readonly beyondHole: readonly KafkaRecord[];
  /** Null: nothing is done there. */
  readonly move: PartitionMove | null;
}

function planOf({ place, records, from = 0, end = 0 }: PlacedStretch, locked: number, floor: number): StretchPlan {
  const stands = Math.max(locked, floor);
  if (stands < from) return { fresh: [], last: stands, beyondHole: records, move: null };
  const { fresh, beyondHole, nextOffset, last: reached } = planRecords(stands, records);
  const last = beyondHole.length > 0 ? reached : Math.max(reached, end);
  const { topic, partition } = place;
  return { fresh, last, beyondHole, move: { topic, partition, last: Math.max(last, locked), nextOffset } };
}

/** In the order of the log, whatever partition they came by. */
async function applyEvents(
  transaction: Transaction,
  projection: Projection,
  { generation, skips }: HeldCheckpoint,
  records: readonly KafkaRecord[],
): Promise<void> {
  const inOrder = records.toSorted((a, b) => a.position - b.position);
  const events = readableFor(
    projection,
    inOrder.flatMap(({ event }) => event ?? []),
    skips,
  );
  if (events.length === 0) return;
  const present = await withoutErased(transaction, events);
  await transaction.query(searchPath(schemaOf(projection.name, generation)));
  await projection.apply(present, transaction);
}

/**
 * Events of different articles touch no row that either reads: they go side by side. What is said of an author or a whole site is read, or
 * changed, with the rows of many articles: it goes alone.
 */
const runsAlone = ({ topic }: Place): boolean => !topic.endsWith('.comments');

async function untilHeld(transaction: Transaction, name: string, alone: boolean): Promise<HeldCheckpoint> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const held = await holdCheckpoint(transaction, name, alone);
    if (held) return held; // null right after a swap that we waited for: the next statement sees the new generation
  }
  throw new Error(`the read model ${name} has no tables`);
}

/**
 * An erasure travels in another partition than the words it erases: it may have been applied before them, and a key that this process remembers
 * must not bring them back.
 */
async function withoutErased(transaction: Transaction, events: RecordedEvent[]): Promise<RecordedEvent[]> {
  const owners = events.flatMap((event) => (event.personal ? (personalOwnerOf(event) ?? []) : []));
  const erased = await erasedAmong(transaction, [...new Set(owners)]);
  if (erased.size === 0) return events;
  return events.map((event) => (erased.has(personalOwnerOf(event) ?? '') ? { ...event, personal: null } : event));
}
