import { partitionName } from '#contracts/topic-partition';
import type { PartitionExtent } from '#messaging/event-transport';
import type { Acknowledged } from '#messaging/record';

/** The place of an acknowledgement relative to the known end: right there, beyond it (others wrote), or before it. */
export type Following = 'next' | 'beyond' | 'before';

/**
 * The known ends of partitions. The next acknowledgement starts at the end, unless another producer wrote or the topic
 * was recreated.
 */
export class PartitionEnds {
  private known = new Map<string, string>();

  /**
   * A copy of the ends, by `topic/partition`; empty until they were read. It does not change with later
   * acknowledgements, so it can be compared with a response that brokers were asked for before those.
   */
  get all(): ReadonlyMap<string, string> {
    return new Map(this.known);
  }

  /** Restores the ends that an earlier relay stored. */
  recall(ends: Readonly<Record<string, string>>): void {
    this.known = new Map(Object.entries(ends));
  }

  see(extents: readonly PartitionExtent[]): void {
    this.known = new Map(extents.map((one) => [partitionName(one), one.endOffset]));
  }

  /** Adds acknowledgements, up to the first at an unexpected offset. Returns where that one is. */
  follow(acknowledged: readonly Acknowledged[]): Following {
    for (const one of acknowledged) {
      const [end, offset] = [BigInt(this.known.get(partitionName(one)) ?? 0), BigInt(one.offset)];
      if (offset !== end) return offset < end ? 'before' : 'beyond';
      this.known.set(partitionName(one), String(offset + BigInt(one.count)));
    }
    return 'next';
  }
}

/** Returns true if a partition is shorter than it was known to be: it was recreated, or lost its end. */
export const anyIsShorter = (extents: readonly PartitionExtent[], known: ReadonlyMap<string, string>): boolean =>
  extents.some((one) => BigInt(one.endOffset) < BigInt(known.get(partitionName(one)) ?? 0));
