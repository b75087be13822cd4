/** What the bookkeeping of a partition needs of a record. */
export interface Placed {
  readonly position: number;
  /**
   * The position of the record before it in the partition; null on the first of all. Its own: it was not looked into,
   * and counts for nothing but a repetition.
   */
  readonly prev: number | null;
  /** A decimal string; null for an event that came from the log in a record's stead. */
  readonly offset: string | null;
}

export interface PartitionPlan<Record> {
  /** To be applied, in this order. */
  readonly fresh: readonly Record[];
  readonly duplicates: number;
  /** Where the partition stands when they are. */
  readonly last: number;
  /** What to read next from Kafka then; null where no record says. */
  readonly nextOffset: string | null;
  /** The first record before which others are missing, and all behind it. Empty: nothing is missing. */
  readonly beyondHole: readonly Record[];
}

/**
 * Sorts the records of one partition, in the order of their offsets, into what was applied before (at or below `last`),
 * what comes next, and what cannot be applied yet because the record before it never came.
 */
export function planRecords<R extends Placed>(last: number, records: readonly R[]): PartitionPlan<R> {
  const fresh: R[] = [];
  let at = last;
  for (const [index, record] of records.entries()) {
    if (record.position <= at) continue;
    if ((record.prev ?? 0) > at) return planOf(fresh, records.slice(0, index), at, records.slice(index));
    fresh.push(record);
    at = record.position;
  }
  return planOf(fresh, records, at, []);
}

function planOf<R extends Placed>(
  fresh: R[],
  taken: readonly R[],
  last: number,
  beyondHole: readonly R[],
): PartitionPlan<R> {
  const offset = taken.findLast((record) => record.offset !== null)?.offset ?? null;
  const nextOffset = offset === null ? null : String(BigInt(offset) + 1n);
  return { fresh, duplicates: taken.length - fresh.length, last, nextOffset, beyondHole };
}
