/** By `topic/partition`: the last position published to it, or applied from it. */
export type PlacePositions = ReadonlyMap<string, number>;

/**
 * A past position of the relay: it had published everything up to `position`; `published` has the last position of each
 * partition.
 */
export interface Milestone {
  readonly position: number;
  readonly published: PlacePositions;
}

/** The most milestones kept. Beyond that, every other one is dropped. */
const most = 256;

/**
 * Past positions of the relay. They stay valid: a projection that has applied the last record of each partition at a
 * milestone has applied everything up to it, however far the relay is by then.
 */
export class Milestones {
  private kept: Milestone[] = [];

  /** Adds the relay's current position, and drops the milestones up to `passed`, which no checkpoint needs any more. */
  note(now: Milestone, passed: number): void {
    this.kept = this.kept.filter(({ position }) => position > passed && position < now.position);
    if (this.kept.length >= most) this.kept = this.kept.filter((_one, at) => at % 2 === 1);
    this.kept.push(now);
  }

  /**
   * The position up to which a projection with this checkpoint, and these partition positions beyond it, has applied
   * everything. It is the last milestone at which it has the end of every partition. If the latest milestone is not
   * reached, it may also be the lowest position among the partitions not yet read to their end.
   */
  reach(checkpoint: number, applied: PlacePositions): number {
    const reached = (place: string): number => Math.max(applied.get(place) ?? 0, checkpoint);
    const lacking = ({ published }: Milestone): string[] =>
      Array.from(published).flatMap(([place, last]) => (last > reached(place) ? place : []));
    const complete = this.kept.findLast((milestone) => lacking(milestone).length === 0);
    const latest = this.kept.at(-1);
    if (complete === latest) return Math.max(checkpoint, complete?.position ?? 0);
    const least = latest ? Math.min(...lacking(latest).map(reached)) : 0;
    return Math.max(checkpoint, complete?.position ?? 0, least);
  }
}
