import type { Undo } from '#contracts/comment-life/decisions';
import { type TakenBack, takenBack } from '#contracts/comment-life/undo';
import type { DecisionRow } from './rows.ts';
import { RowsByComment } from './rows-by-comment.ts';

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

  /** Takes decisions back, and answers them. @throws Error when they do not stand */
  takeBack(commentId: string, undo: Undo): TakenBack<DecisionRow> {
    const standing = this.rows.of(commentId).filter((decision) => !decision.undone);
    const back = takenBack(undo, standing, (decision) => decision.event_id);
    for (const decision of back.taken) {
      decision.undone = true;
      this.changed.add(decision);
    }
    return back;
  }
}
