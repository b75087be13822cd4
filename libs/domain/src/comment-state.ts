import type { RecordedEvent } from '#contracts/event-schemas';
import { homeQueue } from '#contracts/home-queue';
import { hundredthsOf } from '#contracts/report-weight';
import { type CommentStatus, type Decision, type FlagReason, type QueueName, isVisible } from '#contracts/vocabulary';

export type CommentEvent = RecordedEvent<
  | 'CommentPosted'
  | 'CommentEdited'
  | 'CommentWithdrawn'
  | 'CommentFlagged'
  | 'CommentHeld'
  | 'CommentApproved'
  | 'CommentRejected'
  | 'CommentEscalated'
  | 'CommentReopened'
  | 'CommentNoted'
>;

/** A distinct reporter since the last decision. A report that weighs nothing is none. */
export interface Report {
  readonly reporterId: string;
  readonly reporterKind: 'member' | 'guest';
  readonly reason: FlagReason;
  readonly hundredths: number;
  readonly at: Date;
}

/** A decision that still stands, and what it changed, so that it can be taken back exactly. */
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
  readonly before: {
    status: CommentStatus;
    homeQueue: QueueName;
    reports: readonly Report[];
    waitingSince: Date | null;
  };
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
  /** Whose matter it is while readers do not see it. */
  readonly homeQueue: QueueName;
  readonly revision: number;
  readonly version: number;
  readonly postedAt: Date;
  readonly reports: readonly Report[];
  /** The `reportKey` of every report there ever was. */
  readonly flagged: ReadonlySet<string>;
  /** Since when it waits for a moderator: held, escalated, or the first report since the last decision. Null: nothing waits. */
  readonly waitingSince: Date | null;
  readonly decisions: readonly StandingDecision[];
  /** The last event that changed the status or the text: a decision based on an older version is in conflict. */
  readonly lastChange: { version: number; what: CommentEvent['type']; by: string | null; at: Date };
}

/** A comment, or null before it was posted. */
export type CommentState = Comment | null;
export const initialState: CommentState = null;

export const placeOf = ({ commentId, articleId }: Comment) => ({ commentId, articleId });

export const reportKey = (reporterId: string, revision: number, weighs: boolean): string =>
  `${reporterId}#${revision}${weighs ? '' : '#0'}`;

/** In hundredths, which add up exactly. */
export const reportWeight = (reports: readonly Pick<Report, 'hundredths'>[]): number =>
  reports.reduce((sum, report) => sum + report.hundredths, 0);

/** How many approvals of the current text are not undone. */
export const approvalsOf = ({ decisions, revision }: Pick<Comment, 'decisions' | 'revision'>): number =>
  decisions.filter((one) => one.decision === 'approve' && one.revision === revision).length;

/** A moderator's last word on the current text was that its reports are to be ignored. */
export function ignoresReports({ decisions, revision }: Comment): boolean {
  const last = decisions.at(-1);
  return last !== undefined && last.ignoresReports && last.revision === revision;
}

/** The reports that count again once these decisions are taken back: those of before, between and since, each reporter once. */
export function reportsWithout(taken: readonly StandingDecision[], since: readonly Report[]): readonly Report[] {
  const reporters = new Set<string>();
  return [...taken.flatMap((decision) => decision.before.reports), ...since].filter(
    ({ reporterId }) => !reporters.has(reporterId) && reporters.add(reporterId),
  );
}

const decisionNames = {
  CommentApproved: 'approve',
  CommentRejected: 'reject',
  CommentEscalated: 'escalate',
  CommentReopened: 'reopen',
} as const;
type DecisionEvent = Extract<CommentEvent, { type: keyof typeof decisionNames }>;

export function evolve(state: CommentState, event: CommentEvent): CommentState {
  const next = evolved(state, event);
  return { ...next, homeQueue: homeQueue(next.status, next.homeQueue) };
}

function evolved(state: CommentState, event: CommentEvent): Comment {
  if (event.type === 'CommentPosted') return posted(event);
  if (state === null) throw new Error(`${event.type} before CommentPosted in stream ${event.data.commentId}`);
  const comment = { ...state, version: event.version };
  switch (event.type) {
    case 'CommentEdited':
      return {
        ...changed(comment, event, event.data.authorId),
        revision: event.data.revision,
        // An approval is of a text: a new text is as good as published, no better.
        status: comment.status === 'approved' ? 'published' : comment.status,
      };
    case 'CommentFlagged':
      return flagged(comment, event);
    case 'CommentNoted':
      return comment; // nobody's decision is older for it
    case 'CommentHeld':
      return {
        ...changed(comment, event, null),
        status: 'held',
        waitingSince: comment.waitingSince ?? event.at,
      };
    case 'CommentWithdrawn':
      return {
        ...changed(comment, event, event.data.authorId),
        status: event.data.because === 'erasure' ? 'erased' : 'withdrawn',
        waitingSince: null,
      };
    default:
      return decided(comment, event);
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
    homeQueue: homeQueue(status, null),
    revision: 1,
    version: event.version,
    postedAt: event.at,
    reports: [],
    flagged: new Set(),
    waitingSince: status === 'held' ? event.at : null,
    decisions: [],
    lastChange: { version: event.version, what: event.type, by: authorId, at: event.at },
  };
}

function flagged(comment: Comment, event: RecordedEvent<'CommentFlagged'>): Comment {
  const { reporterId, reporterKind, reason, revision } = event.data;
  const hundredths = hundredthsOf(event.data.weight);
  const key = reportKey(reporterId, revision, hundredths > 0);
  const heard = { ...comment, flagged: new Set([...comment.flagged, key]) };
  if (hundredths === 0) return heard;
  const report: Report = { reporterId, reporterKind, reason, hundredths, at: event.at };
  const known = comment.reports.some((one) => one.reporterId === reporterId);
  return {
    ...heard,
    reports: known ? comment.reports : [...comment.reports, report],
    waitingSince: comment.waitingSince ?? event.at,
  };
}

function decided(comment: Comment, event: DecisionEvent): Comment {
  const next = changed(comment, event, event.data.moderatorId);
  if (event.type === 'CommentReopened' && event.data.undoes) return takenBack(next, event);
  const decision: StandingDecision = {
    eventId: event.eventId,
    decision: decisionNames[event.type],
    moderatorId: event.data.moderatorId,
    batchId: event.data.batchId,
    at: event.at,
    version: event.version,
    revision: event.data.revision,
    ignoresReports: event.type === 'CommentApproved' && event.data.ignoreReports === true,
    before: {
      ...{ status: comment.status, homeQueue: comment.homeQueue },
      ...{ reports: comment.reports, waitingSince: comment.waitingSince },
    },
  };
  const status = statusAfter(event);
  return {
    ...next,
    status,
    reports: [],
    waitingSince: status === 'held' || status === 'escalated' ? event.at : null,
    decisions: [...comment.decisions, decision],
  };
}

/** Takes back the named decision and all that stand on it (a batch may have decided the same comment twice). */
function takenBack(comment: Comment, event: RecordedEvent<'CommentReopened'>): Comment {
  const first = comment.decisions.findIndex((decision) => decision.eventId === event.data.undoes?.eventId);
  const taken = comment.decisions.slice(first);
  const { status } = event.data;
  const reports = reportsWithout(taken, comment.reports);
  const reported = isVisible(status) ? reports[0]?.at : undefined;
  return {
    ...comment,
    status,
    homeQueue: taken[0]?.before.homeQueue ?? comment.homeQueue,
    reports,
    waitingSince: taken[0]?.before.waitingSince ?? reported ?? null,
    decisions: comment.decisions.slice(0, first),
  };
}

function statusAfter(event: DecisionEvent): CommentStatus {
  switch (event.type) {
    case 'CommentApproved':
      return 'approved';
    case 'CommentRejected':
      return 'rejected';
    case 'CommentEscalated':
      return 'escalated';
    case 'CommentReopened':
      return event.data.status;
  }
}

const changed = (comment: Comment, event: CommentEvent, by: string | null): Comment => ({
  ...comment,
  lastChange: { version: event.version, what: event.type, by, at: event.at },
});
