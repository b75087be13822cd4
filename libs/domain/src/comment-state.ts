import { type DecisionEvent, type Undo, decisionOf, isDecisionEvent, isUndo } from '#contracts/comment-life/decisions';
import { editReviewAfter } from '#contracts/comment-life/edit-review';
import { onRecordAfter } from '#contracts/comment-life/on-record';
import { homeQueue, queueOf } from '#contracts/comment-life/queues';
import { approvalsAfter, hundredthsOf, isReported } from '#contracts/comment-life/report-weight';
import { countingAgain, withReport } from '#contracts/comment-life/reports';
import { isStatusEvent, statusChange } from '#contracts/comment-life/status-change';
import { restored, takenBack } from '#contracts/comment-life/undo';
import { waitingAfter } from '#contracts/comment-life/waiting';
import type { CommentEventType, RecordedEvent } from '#contracts/event-schemas';
import type { CommentStatus, Decision, EditReview, ReportReason, QueueName } from '#contracts/vocabulary';

export type CommentEvent = RecordedEvent<CommentEventType>;

/** One reporter since the last decision. Reports of weight 0 are not listed. */
export interface Report {
  readonly reporterId: string;
  readonly reporterKind: 'member' | 'guest';
  readonly reason: ReportReason;
  readonly hundredths: number;
  readonly at: Date;
}

/**
 * Every report by its `reportKey`, the newest first. A linked list: adding a report copies nothing, although very many
 * readers may report one comment.
 */
interface ReportEntry {
  readonly key: string;
  readonly before: ReportEntry | null;
}

/** A decision in force, with the state before it, so that an undo restores it exactly. */
export interface StandingDecision {
  readonly eventId: string;
  readonly decision: Decision;
  readonly moderatorId: string;
  readonly batchId: string | null;
  readonly at: Date;
  readonly version: number;
  /** The revision of the text that was judged. */
  readonly revision: number;
  /** An approval after which reports of this revision change nothing. */
  readonly ignoresReports: boolean;
  readonly before: Pick<Comment, 'onRecord' | 'review' | 'homeQueue' | 'reports' | 'waitingSince' | 'approvals'>;
}

export interface Comment {
  readonly siteId: string;
  readonly commentId: string;
  readonly articleId: string;
  readonly authorId: string;
  readonly parentId: string | null;
  readonly rootId: string;
  readonly depth: number;
  readonly status: CommentStatus;
  /**
   * The status that moderators see. It differs from `status` only for a withdrawn comment that was in a queue or
   * rejected.
   */
  readonly onRecord: CommentStatus;
  /** The reason why the new text needs review while it is visible. */
  readonly review: EditReview | null;
  /** The queue that the comment belongs to while it is hidden from readers. */
  readonly homeQueue: QueueName;
  readonly revision: number;
  readonly version: number;
  readonly postedAt: Date;
  readonly reports: readonly Report[];
  /** All reports ever made, those before a decision included. */
  readonly allReports: ReportEntry | null;
  /**
   * Time since which it waits for a moderator: held, escalated, or first reported since the last decision. Null: it
   * does not wait.
   */
  readonly waitingSince: Date | null;
  /** Number of approvals of the current text that are not undone. */
  readonly approvals: number;
  readonly decisions: readonly StandingDecision[];
  /**
   * The last status event. A decision based on an older version is in conflict. Reports and notes never cause a
   * conflict.
   */
  readonly lastChange: { version: number; what: CommentEvent['type']; by: string | null; at: Date };
}

/** Null before the comment was posted. */
export type CommentState = Comment | null;
export const initialState: CommentState = null;

export const placeOf = ({ commentId, articleId }: Comment) => ({ commentId, articleId });

export const reportKey = (reporterId: string, revision: number, weighs: boolean): string =>
  `${reporterId}#${revision}${weighs ? '' : '#0'}`;

export function wasReported({ allReports }: Pick<Comment, 'allReports'>, key: string): boolean {
  for (let one = allReports; one !== null; one = one.before) if (one.key === key) return true;
  return false;
}

/** Adds hundredths, because whole numbers add up exactly. */
export const reportWeight = (reports: readonly Pick<Report, 'hundredths'>[]): number =>
  reports.reduce((sum, report) => sum + report.hundredths, 0);

/** True if the last decision is an approval of the current text that ignores its reports. */
export function ignoresReports({ decisions, revision }: Comment): boolean {
  const last = decisions.at(-1);
  return last !== undefined && last.ignoresReports && last.revision === revision;
}

/** The queue in which the comment waits, or null. */
export const queueNow = ({ onRecord, review, reports, approvals }: Comment, flagThreshold: number): QueueName | null =>
  queueOf(onRecord, isReported({ hundredths: reportWeight(reports), approvals }, flagThreshold), review);

/**
 * Returns the reports from before the decisions, between them and since. After an undo, the oldest of each reporter
 * counts.
 */
export const reportsWithout = (taken: readonly StandingDecision[], { reports }: Comment): readonly Report[] => [
  ...taken.flatMap((decision) => decision.before.reports),
  ...reports,
];

export const reporterOf = ({ reporterId }: Pick<Report, 'reporterId'>): string => reporterId;

export function evolve(state: CommentState, event: CommentEvent): CommentState {
  if (event.type === 'CommentPosted') return posted(event);
  if (state === null) throw new Error(`${event.type} before CommentPosted in stream ${event.data.commentId}`);
  const comment = moved(state, event);
  switch (event.type) {
    case 'CommentEdited':
      return { ...comment, revision: event.data.revision };
    case 'CommentFlagged':
      return reported(comment, event);
    default:
      if (!isDecisionEvent(event)) return comment;
      return isUndo(event) ? undone(comment, event) : decided(comment, state, event);
  }
}

function posted(event: RecordedEvent<'CommentPosted'>): Comment {
  const { commentId, articleId, authorId, parentId, rootId, depth, status } = event.data;
  return {
    siteId: event.siteId,
    commentId,
    articleId,
    authorId,
    parentId,
    rootId,
    depth,
    status,
    onRecord: status,
    review: null,
    homeQueue: homeQueue(status, null),
    revision: 1,
    version: event.version,
    postedAt: event.at,
    reports: [],
    allReports: null,
    waitingSince: waitingAfter(event, null, event.at),
    approvals: 0,
    decisions: [],
    lastChange: { version: event.version, what: event.type, by: authorId, at: event.at },
  };
}

/** Applies the changes that are the same for every event type. */
function moved(comment: Comment, event: CommentEvent): Comment {
  const status = statusChange(event, comment.status)?.to ?? comment.status;
  const onRecord = onRecordAfter(event, comment.onRecord) ?? comment.onRecord;
  return {
    ...comment,
    version: event.version,
    status,
    onRecord,
    review: editReviewAfter(event, comment.review),
    homeQueue: homeQueue(onRecord, comment.homeQueue),
    waitingSince: waitingAfter(event, comment.waitingSince, event.at),
    approvals: approvalsAfter(event, comment.approvals),
    lastChange: isStatusEvent(event)
      ? { version: event.version, what: event.type, by: whoDid(event), at: event.at }
      : comment.lastChange,
  };
}

function whoDid({ data }: CommentEvent): string | null {
  if ('moderatorId' in data) return data.moderatorId;
  return 'authorId' in data ? data.authorId : null;
}

function reported(comment: Comment, event: RecordedEvent<'CommentFlagged'>): Comment {
  const { reporterId, reporterKind, reason, revision } = event.data;
  const hundredths = hundredthsOf(event.data.weight);
  const allReports: ReportEntry = { key: reportKey(reporterId, revision, hundredths > 0), before: comment.allReports };
  if (hundredths === 0) return { ...comment, allReports };
  const report: Report = { reporterId, reporterKind, reason, hundredths, at: event.at };
  return { ...comment, allReports, reports: withReport(comment.reports, report, reporterOf) };
}

function decided(comment: Comment, before: Comment, event: DecisionEvent): Comment {
  const named = decisionOf(event);
  if (!named) return comment;
  const decision: StandingDecision = {
    eventId: event.eventId,
    decision: named.decision,
    moderatorId: event.data.moderatorId,
    batchId: event.data.batchId,
    at: event.at,
    version: event.version,
    revision: event.data.revision,
    ignoresReports: event.type === 'CommentApproved' && event.data.ignoreReports === true,
    before: {
      onRecord: before.onRecord,
      review: before.review,
      homeQueue: before.homeQueue,
      reports: before.reports,
      waitingSince: before.waitingSince,
      approvals: before.approvals,
    },
  };
  return { ...comment, reports: [], decisions: [...comment.decisions, decision] };
}

function undone(comment: Comment, event: RecordedEvent & Undo): Comment {
  const { oldest, taken, left } = takenBack(event, comment.decisions, ({ eventId }) => eventId);
  const reports = countingAgain(event, reportsWithout(taken, comment), reporterOf);
  const { homeQueue: home, waitingSince, approvals } = restored(event, oldest.before, reports[0]?.at, asDate);
  return { ...comment, homeQueue: home, waitingSince, approvals, reports, decisions: left };
}

const asDate = (iso: string): Date => new Date(iso);
