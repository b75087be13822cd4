/** By `topic/partition`: the last position that was published to it, or that was applied of it. */
export type PlacePositions = ReadonlyMap<string, number>;

/**
 * Where the relay was once: it had published everything up to `position`, of which `published` was the last in each
 * partition.
 */
export interface Milestone {
  readonly position: number;
  readonly published: PlacePositions;
}

/** The most that are remembered; of more, every other one is forgotten. */
const most = 256;

/**
 * Where the relay was, look by look. What was true of it once stays true: whoever has applied the last record of each
 * partition at a milestone has applied everything up to it, however far the relay is by then.
 */
export class Milestones {
  private kept: Milestone[] = [];

  /** The relay is here now. Those before `passed` are of use to nobody any more. */
  note(now: Milestone, passed: number): void {
    this.kept = this.kept.filter(({ position }) => position > passed && position < now.position);
    if (this.kept.length >= most) this.kept = this.kept.filter((_one, at) => at % 2 === 1);
    this.kept.push(now);
  }

  /**
   * Up to where everything was applied by whoever stands at a checkpoint, and beyond it in some partitions: at the last
   * milestone of which it has every partition's end, or, short of the last one, at the least of what it applied last in
   * those partitions that it has not read to their end.
   */
  reach(checkpoint: number, applied: PlacePositions): number {
    const stands = (place: string): number => Math.max(applied.get(place) ?? 0, checkpoint);
    const lacking = ({ published }: Milestone): string[] =>
      Array.from(published).flatMap(([place, last]) => (last > stands(place) ? place : []));
    const complete = this.kept.findLast((milestone) => lacking(milestone).length === 0);
    const latest = this.kept.at(-1);
    if (complete === latest) return Math.max(checkpoint, complete?.position ?? 0);
    const least = latest ? Math.min(...lacking(latest).map(stands)) : 0;
    return Math.max(checkpoint, complete?.position ?? 0, least);
  }
}
