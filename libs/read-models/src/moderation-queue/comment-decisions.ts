import type { Undo } from '#contracts/comment-life/decisions';
import { type TakenBack, takenBack } from '#contracts/comment-life/undo';
import type { DecisionRow } from './rows.ts';
import { RowsByComment } from './rows-by-comment.ts';

/** The decisions in force on comments, oldest first. */
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

  /**
   * Undoes decisions, and returns them.
   * @throws Error if they are not in force
   */
  undo(commentId: string, event: Undo): TakenBack<DecisionRow> {
    const inForce = this.rows.of(commentId).filter((decision) => !decision.undone);
    const back = takenBack(event, inForce, (decision) => decision.event_id);
    for (const decision of back.taken) {
      decision.undone = true;
      this.changed.add(decision);
    }
    return back;
  }
}
