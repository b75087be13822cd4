/** The fields of a record that the bookkeeping of a partition needs. */
export interface Placed {
  readonly position: number;
  /**
   * The position of the record before it in the partition; null for the first record. Its own position for a record
   * that was not parsed, which counts only as a duplicate.
   */
  readonly prev: number | null;
  /** A decimal string; null for an event that was read from the log instead of Kafka. */
  readonly offset: string | null;
}

export interface PartitionPlan<Record> {
  /** To be applied, in this order. */
  readonly fresh: readonly Record[];
  readonly duplicates: number;
  /** Position of the partition after they are applied. */
  readonly last: number;
  /** Next offset to read from Kafka then; null if no record has one. */
  readonly nextOffset: string | null;
  /** The first record with missing predecessors, and all records after it. Empty if nothing is missing. */
  readonly beyondHole: readonly Record[];
}

/**
 * Sorts the records of one partition, in the order of their offsets, into those applied before (at or below `last`),
 * those to apply next, and those that must wait because the record before them is missing.
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
