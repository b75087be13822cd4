import { partitionName } from '#contracts/topic-partition';
import type { PartitionProgress } from '#messaging/event-transport';

/** Milliseconds without reading a record, though there are some, after which reading counts as stalled. */
const patience = 60_000;

export interface ReadingProgress {
  /** Number of records not read yet. */
  readonly lag: number;
  /** True if there are records and none was read for a minute. */
  readonly stalled: boolean;
}

/** Distinguishes an idle consumer from one that is stuck. */
export class ProgressWatch {
  private last: { readonly places: string; readonly since: number } | undefined;

  look(partitions: readonly PartitionProgress[], now: number): ReadingProgress {
    const lag = partitions.reduce(
      (sum, one) => sum + Math.max(0, Number(BigInt(one.endOffset) - BigInt(one.nextOffset))),
      0,
    );
    const places = partitions.map((at) => `${partitionName(at)}/${at.nextOffset}`).join(' ');
    if (this.last === undefined || lag === 0 || places !== this.last.places) this.last = { places, since: now };
    return { lag, stalled: lag > 0 && now - this.last.since >= patience };
  }
}
