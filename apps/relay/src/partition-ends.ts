import { partitionName } from '#contracts/topic-partition';
import type { PartitionExtent } from '#messaging/event-transport';
import type { Acknowledged } from '#messaging/record';

/**
 * How acknowledgements lie to what was known: where it ended, behind something that somebody else wrote, or before it.
 */
export type Following = 'next' | 'beyond' | 'before';

/**
 * How far partitions reach, as far as is known: what is acknowledged next begins there, unless somebody else wrote, or
 * the topic was made anew.
 */
export class PartitionEnds {
  private known = new Map<string, string>();

  /**
   * As they are known now, by `topic/partition`; empty until they were seen. What is acknowledged later is not in it:
   * brokers that were asked before that did not have it, either.
   */
  get all(): ReadonlyMap<string, string> {
    return new Map(this.known);
  }

  /** What a relay before this one knew. */
  recall(ends: Readonly<Record<string, string>>): void {
    this.known = new Map(Object.entries(ends));
  }

  see(extents: readonly PartitionExtent[]): void {
    this.known = new Map(extents.map((one) => [partitionName(one), one.endOffset]));
  }

  /** Takes acknowledgements in, up to the first that does not lie where it was expected; answers how that one lies. */
  follow(acknowledged: readonly Acknowledged[]): Following {
    for (const one of acknowledged) {
      const [end, offset] = [BigInt(this.known.get(partitionName(one)) ?? 0), BigInt(one.offset)];
      if (offset !== end) return offset < end ? 'before' : 'beyond';
      this.known.set(partitionName(one), String(offset + BigInt(one.count)));
    }
    return 'next';
  }
}

/** Whether a partition is shorter than it was known to be before anybody asked: it was made anew, or lost its tail. */
export const anyIsShorter = (extents: readonly PartitionExtent[], known: ReadonlyMap<string, string>): boolean =>
  extents.some((one) => BigInt(one.endOffset) < BigInt(known.get(partitionName(one)) ?? 0));
