import type { Undo } from '#contracts/comment-life/decisions';
import { countingAgain, isReportedBy, openWithout } from '#contracts/comment-life/reports';
import type { RecordedEvent } from '#contracts/event-schemas';
import type { DecisionRow, ReportRow } from './rows.ts';
import { RowsByComment } from './rows-by-comment.ts';

/** The reports on comments. A report is open until a decision settles it, and again once that decision is undone. */
export class CommentReports {
  readonly changed = new Set<ReportRow>();
  private readonly rows: RowsByComment<ReportRow>;

  constructor(known: readonly ReportRow[]) {
    this.rows = new RowsByComment(known);
  }

  open(commentId: string): ReportRow[] {
    return this.rows.of(commentId).filter((report) => report.settled_by === null);
  }

  /** Ignores a report if the same reporter has an open one. */
  add(report: ReportRow): void {
    if (isReportedBy(this.open(report.comment_id), report.reporter_id, reporterOf)) return;
    this.rows.add(report);
    this.changed.add(report);
  }

  settle(commentId: string, by: string): void {
    for (const report of this.open(commentId)) this.change(report, by);
  }

  /**
   * Reopens the reports that these decisions settled, one for each reporter. Further reports of a reporter are settled
   * by the event of the undo.
   */
  reopen(commentId: string, taken: readonly DecisionRow[], undo: RecordedEvent & Undo): void {
    const ids = taken.map(({ event_id }) => event_id);
    const open = openWithout(this.rows.of(commentId), ids, ({ settled_by }) => settled_by);
    const again = new Set(countingAgain(undo, open, reporterOf));
    for (const report of open) this.change(report, again.has(report) ? null : undo.eventId);
  }

  /** Deletes notes of others, which may quote the comment's author. */
  forgetNotesOn(commentId: string): void {
    for (const report of this.rows.of(commentId)) {
      if (report.note === null) continue;
      report.note = null;
      this.changed.add(report);
    }
  }

  /** Affects only this batch; a statement clears the notes of earlier ones. */
  forgetNotesBy(reporterId: string): void {
    for (const report of this.rows.all()) if (report.reporter_id === reporterId) report.note = null;
  }

  private change(report: ReportRow, settledBy: string | null): void {
    report.settled_by = settledBy;
    this.changed.add(report);
  }
}

const reporterOf = ({ reporter_id }: ReportRow): string => reporter_id;
