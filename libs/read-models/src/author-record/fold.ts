import { type DecisionEvent, type Undo, decisionOf, isUndo, isVerdict } from '#contracts/comment-life/decisions';
import { onRecordAfter } from '#contracts/comment-life/on-record';
import { hundredthsOf } from '#contracts/comment-life/report-weight';
import { eachReporterOnce, isReportedBy, openWithout } from '#contracts/comment-life/reports';
import { type StatusEventType, statusChange } from '#contracts/comment-life/status-change';
import { takenBack } from '#contracts/comment-life/undo';
import type { RecordedEvent } from '#contracts/event-schemas';
import {
  type AuthorChange,
  type AuthoredComment,
  type AuthoredReport,
  type KnownAuthors,
  type RestrictionRow,
  countOf,
} from './rows.ts';

/** Tracks authors, the statuses of their comments, and the outcomes of their reports through a batch. */
export class AuthorFold {
  readonly authors = new Map<string, AuthorChange>();
  readonly comments = new Map<string, AuthoredComment>();
  readonly changedReports = new Set<AuthoredReport>();
  private readonly reports = new Map<string, AuthoredReport[]>();
  private readonly restrictions = new Map<string, RestrictionRow[]>();

  constructor(known: KnownAuthors) {
    for (const comment of known.comments) this.comments.set(comment.comment_id, comment);
    for (const report of known.reports) this.reportsOf(report.comment_id).push(report);
    for (const row of known.restrictions) this.restrictions.set(`${row.site_id}/${row.author_id}`, row.restrictions);
  }

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'CommentPosted':
        return this.posted(event);
      case 'CommentFlagged':
        return this.reported(event);
      case 'AuthorRestricted':
      case 'AuthorRestrictionLifted':
        return this.restricted(event);
      case 'AuthorErased':
        return this.erased(event);
      case 'CommentEdited':
      case 'CommentHeld':
      case 'CommentWithdrawn':
        return this.moved(event);
      case 'CommentApproved':
      case 'CommentCleared':
      case 'CommentRejected':
      case 'CommentEscalated':
      case 'CommentReopened':
        return this.decided(event);
      default:
    }
  }

  private posted(event: RecordedEvent<'CommentPosted'>): void {
    const { commentId, authorId, authorKind, status } = event.data;
    const comment = { comment_id: commentId, author_id: authorId, status, on_record: status, decisions: [] };
    this.comments.set(commentId, comment);
    const author = this.author(event, authorId);
    author.kind = authorKind;
    author.name = event.personal?.authorName ?? null;
    author.picture = event.personal?.picture ?? null;
    author.name_position = event.position;
    author[countOf(comment)] += 1;
  }

  private decided(event: DecisionEvent): void {
    this.moved(event);
    const comment = this.comment(event.data.commentId);
    if (isUndo(event)) return this.undone(event, comment);
    comment.decisions.push(event.eventId);
    const decision = decisionOf(event)?.decision;
    if (decision && isVerdict(decision)) this.judge(event, comment, decision === 'reject');
  }

  private moved(event: RecordedEvent<StatusEventType>): void {
    const comment = this.comment(event.data.commentId);
    const author = this.author(event, comment.author_id);
    author[countOf(comment)] -= 1;
    comment.status = statusChange(event, comment.status)?.to ?? comment.status;
    comment.on_record = onRecordAfter(event, comment.on_record) ?? comment.on_record;
    author[countOf(comment)] += 1;
  }

  private reported(event: RecordedEvent<'CommentFlagged'>): void {
    const { commentId, reporterId, reporterKind, weight } = event.data;
    this.author(event, this.comment(commentId).author_id).flagged += hundredthsOf(weight) > 0 ? 1 : 0;
    this.author(event, reporterId).kind = reporterKind;
    const reports = this.reportsOf(commentId);
    if (isReportedBy(openWithout(reports, [], verdictOf), reporterId, reporterOf)) return;
    const report = {
      comment_id: commentId,
      position: event.position,
      reporter_id: reporterId,
      verdict: null,
      agreed: null,
    };
    reports.push(report);
    this.changedReports.add(report);
  }

  private judge(event: DecisionEvent, comment: AuthoredComment, agreed: boolean): void {
    for (const report of openWithout(this.reportsOf(comment.comment_id), [], verdictOf)) {
      report.verdict = event.eventId;
      this.count(event, report, agreed);
    }
  }

  /** Reports of weight 0, which an undo does not list, are closed, too. */
  private undone(event: RecordedEvent & Undo, comment: AuthoredComment): void {
    const { taken, left } = takenBack(event, comment.decisions, (eventId) => eventId);
    comment.decisions = [...left];
    const open = openWithout(this.reportsOf(comment.comment_id), taken, verdictOf);
    const again = new Set(eachReporterOnce(open, reporterOf));
    for (const report of open) {
      this.count(event, report, null);
      report.verdict = again.has(report) ? null : event.eventId;
    }
  }

  private count(event: RecordedEvent, report: AuthoredReport, agreed: boolean | null): void {
    const reporter = this.author(event, report.reporter_id);
    reporter.reports_decided += Number(agreed !== null) - Number(report.agreed !== null);
    reporter.reports_agreed += Number(agreed === true) - Number(report.agreed === true);
    report.agreed = agreed;
    this.changedReports.add(report);
  }

  private restricted(event: RecordedEvent<'AuthorRestricted' | 'AuthorRestrictionLifted'>): void {
    const { authorId, kind } = event.data;
    const key = `${event.siteId}/${authorId}`;
    const others = (this.restrictions.get(key) ?? []).filter((restriction) => restriction.kind !== kind);
    const restrictions = event.type === 'AuthorRestricted' ? [...others, restrictionRow(event)] : others;
    this.restrictions.set(key, restrictions);
    this.author(event, authorId).restrictions = restrictions.toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
  }

  private erased(event: RecordedEvent<'AuthorErased'>): void {
    const author = this.author(event, event.data.authorId);
    author.erased = true;
    author.restrictions = [];
    this.restrictions.set(`${event.siteId}/${event.data.authorId}`, []);
  }

  private author(event: RecordedEvent, authorId: string): AuthorChange {
    const key = `${event.siteId}/${authorId}`;
    const author = this.authors.get(key) ?? unchanged(event, authorId);
    this.authors.set(key, author);
    return author;
  }

  private comment(commentId: string): AuthoredComment {
    const comment = this.comments.get(commentId);
    if (!comment) throw new Error(`comment ${commentId} is unknown to the read model author-record`);
    return comment;
  }

  private reportsOf(commentId: string): AuthoredReport[] {
    const reports = this.reports.get(commentId) ?? [];
    this.reports.set(commentId, reports);
    return reports;
  }
}

const reporterOf = ({ reporter_id }: AuthoredReport): string => reporter_id;
const verdictOf = ({ verdict }: AuthoredReport): string | null => verdict;

/** Written out, because spreading smaller objects is a hundred times slower, and this runs for most events. */
function unchanged(event: RecordedEvent, authorId: string): AuthorChange {
  return {
    site_id: event.siteId,
    author_id: authorId,
    first_seen: event.at,
    name: null,
    picture: null,
    name_position: 0,
    kind: null,
    published: 0,
    held: 0,
    approved: 0,
    rejected: 0,
    escalated: 0,
    withdrawn: 0,
    flagged: 0,
    reports_decided: 0,
    reports_agreed: 0,
    restrictions: null,
    erased: false,
  };
}

const restrictionRow = ({ data, personal, at }: RecordedEvent<'AuthorRestricted'>): RestrictionRow => ({
  kind: data.kind,
  until: data.until,
  reason: personal?.reason ?? null,
  by: data.moderatorId,
  since: at.toISOString(),
  ...(data.carriedOver && { carriedOver: data.carriedOver }),
});
