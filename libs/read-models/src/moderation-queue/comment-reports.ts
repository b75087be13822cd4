import type { ReportRow } from './rows';
import { RowsByComment } from './rows-by-comment';

/** The reports on comments. One is open until a decision settles it, and open again when that decision is taken back. */
export class CommentReports {
  readonly changed = new Set<ReportRow>();
  private readonly rows: RowsByComment<ReportRow>;

  constructor(known: readonly ReportRow[]) {
    this.rows = new RowsByComment(known);
  }

  open(commentId: string): ReportRow[] {
    return this.rows.of(commentId).filter((report) => report.settled_by === null);
  }

  /** A reporter whose report is open says nothing new with another one. */
  add(report: ReportRow): void {
    if (this.open(report.comment_id).some(({ reporter_id }) => reporter_id === report.reporter_id)) return;
    this.rows.add(report);
    this.changed.add(report);
  }

  settle(commentId: string, by: string): void {
    for (const report of this.open(commentId)) this.change(report, by);
  }

  /** What these decisions settled counts again, each reporter once; what a reporter said a second time is settled by the event that took them back. */
  reopen(commentId: string, takenBack: readonly string[], by: string): void {
    const settled = new Set<string | null>([null, ...takenBack]);
    const reporters = new Set<string>();
    for (const report of this.rows.of(commentId)) {
      if (!settled.has(report.settled_by)) continue;
      this.change(report, reporters.has(report.reporter_id) ? by : null);
      reporters.add(report.reporter_id);
    }
  }

  /** Others' notes may quote what the comment's author wrote. */
  forgetNotesOn(commentId: string): void {
    for (const report of this.rows.of(commentId)) {
      if (report.note === null) continue;
      report.note = null;
      this.changed.add(report);
    }
  }

  /** Of this batch alone: a statement clears those of earlier ones. */
  forgetNotesBy(reporterId: string): void {
    for (const report of this.rows.all()) if (report.reporter_id === reporterId) report.note = null;
  }

  private change(report: ReportRow, settledBy: string | null): void {
    report.settled_by = settledBy;
    this.changed.add(report);
  }
}
