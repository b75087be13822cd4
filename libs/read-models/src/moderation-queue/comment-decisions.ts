import type { DecisionRow } from './rows';
import { RowsByComment } from './rows-by-comment';

/** The decisions on comments that stand, oldest first. */
export class CommentDecisions {
  readonly changed = new Set<DecisionRow>();
  private readonly rows: RowsByComment<DecisionRow>;

  constructor(known: readonly DecisionRow[]) {
    this.rows = new RowsByComment(known);
  }

  add(decision: DecisionRow): void {
    this.rows.add(decision);
    this.changed.add(decision);
  }

  /** Takes back the named decision and all that stand on it, and answers them. @throws Error when it does not stand */
  takeBack(commentId: string, eventId: string): DecisionRow[] {
    const standing = this.rows.of(commentId).filter((decision) => !decision.undone);
    const first = standing.findIndex((decision) => decision.event_id === eventId);
    if (first === -1) throw new Error(`the decision ${eventId} does not stand`);
    const taken = standing.slice(first);
    for (const decision of taken) {
      decision.undone = true;
      this.changed.add(decision);
    }
    return taken;
  }
}
