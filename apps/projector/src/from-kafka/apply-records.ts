import type { Pool } from 'pg';
import type { RecordedEvent } from '#contracts/event-schemas';
import { personalOwnerOf } from '#contracts/personal-owner';
import { erasedAmong } from '#event-store/erased-subjects';
import { inTransaction } from '#read-models/checkpoints';
import { definitionOf, schemaOf, searchPath } from '#read-models/generations';
import { type HeldCheckpoint, type Place, holdCheckpoint, lockPartition, movePartition } from '#read-models/partitions';
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
    return await inTransaction(pool, (transaction) => applyOnce(transaction, projection, place, stretch));
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

async function applyOnce(
  transaction: Transaction,
  projection: Projection,
  place: KafkaPlace,
  { records, from = 0, end = 0 }: PartitionStretch,
): Promise<Applied> {
  const { name } = projection;
  const held = await untilHeld(transaction, name, runsAlone(place));
  if (held.status === 'stopped' || held.definition !== definitionOf(projection)) return { kind: 'not-now' };
  const own = { name, generation: held.generation, topic: place.topic, partition: place.partition };
  const locked = await lockPartition(transaction, own, { partitions: place.partitions, floor: held.position });
  const stands = Math.max(locked, held.position);
  if (stands < from) return { kind: 'applied', fresh: 0, last: stands, beyondHole: records };
  const plan = planRecords(stands, records);
  const last = plan.beyondHole.length > 0 ? plan.last : Math.max(plan.last, end);
  const events = readableFor(
    projection,
    plan.fresh.flatMap(({ event }) => event ?? []),
    held.skips,
  );
  if (events.length > 0) {
    const present = await withoutErased(transaction, events);
    await transaction.query(searchPath(schemaOf(name, held.generation)));
    await projection.apply(present, transaction);
  }
  await movePartition(transaction, own, { last: Math.max(last, locked), nextOffset: plan.nextOffset });
  return { kind: 'applied', fresh: plan.fresh.length, last, beyondHole: plan.beyondHole };
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
