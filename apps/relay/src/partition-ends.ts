import { partitionName } from '#contracts/topic-partition';
import type { PartitionExtent } from '#messaging/event-transport';
import type { Acknowledged } from '#messaging/record';

/** How acknowledgements lie to what was known: where it ended, behind something that somebody else wrote, or before it. */
export type Following = 'next' | 'beyond' | 'before';

/** How far partitions reach, as far as is known: what is acknowledged next begins there, unless somebody else wrote, or the topic was made anew. */
export class PartitionEnds {
  private known = new Map<string, string>();

  /** By `topic/partition`; empty until they were seen. */
  get all(): ReadonlyMap<string, string> {
    return this.known;
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

  /** Whether a partition is shorter than it was: it was made anew, or lost its tail. */
  areBeyond(extents: readonly PartitionExtent[]): boolean {
    return extents.some((one) => BigInt(one.endOffset) < BigInt(this.known.get(partitionName(one)) ?? 0));
  }
}
