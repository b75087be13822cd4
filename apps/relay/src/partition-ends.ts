import type { PartitionExtent } from '#messaging/event-transport';
import { type Acknowledged, placeOf } from '#messaging/record';

/** How far partitions reach, as far as is known: what is acknowledged next begins there, unless somebody else wrote, or the topic was made anew. */
export class PartitionEnds {
  private known = new Map<string, string>();

  /** By `topic/partition`; empty until they were seen. */
  get all(): ReadonlyMap<string, string> {
    return this.known;
  }

  see(extents: readonly PartitionExtent[]): void {
    this.known = new Map(extents.map((one) => [placeOf(one), one.endOffset]));
  }

  /** Takes acknowledgements in, up to the first that is not where it was expected. Answers whether there is none. */
  follow(acknowledged: readonly Acknowledged[]): boolean {
    for (const one of acknowledged) {
      if (this.known.get(placeOf(one)) !== one.offset) return false;
      this.known.set(placeOf(one), String(BigInt(one.offset) + BigInt(one.count)));
    }
    return true;
  }

  /** Whether a partition is shorter than it was: it was made anew, or lost its tail. */
  areBeyond(extents: readonly PartitionExtent[]): boolean {
    return extents.some((one) => BigInt(one.endOffset) < BigInt(this.known.get(placeOf(one)) ?? 0));
  }
}
