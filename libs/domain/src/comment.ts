import { hundredthsOf } from '#contracts/comment-life/report-weight';
import { withReport } from '#contracts/comment-life/reports';
import { statusAfterEdit, statusGoneBy } from '#contracts/comment-life/status-change';
import { isVisible } from '#contracts/comment-life/visible';
import type { DomainEvent } from '#contracts/event-schemas';
import { Refusal } from '#contracts/refusal';
import type { CommentStatus, EditReview } from '#contracts/vocabulary';
import type {
  CommentCommand,
  EditComment,
  ReportComment,
  NoteComment,
  PostComment,
  WithdrawComment,
} from './comment-commands.ts';
import type { Decider } from './decider.ts';
import {
  type Comment,
  type CommentEvent,
  type CommentState,
  type Report,
  evolve,
  ignoresReports,
  initialState,
  placeOf,
  queueNow,
  reportKey,
  reporterOf,
  wasReported,
} from './comment-state.ts';
import { held, hides } from './comment-hold.ts';
import { judge } from './comment-verdict.ts';
import { acceptedFindings, asHeld, holds } from './comment-screening.ts';
import { undo } from './comment-undo.ts';

/** Deeper replies make every page of the thread more expensive, and no conversation needs them. */
export const maxDepth = 100;

/**
 * The rules of one comment: command + state → events. A command that is already carried out yields `[]`.
 * @throws Refusal with a public problem code if a rule forbids the command
 */
function decide(command: CommentCommand, state: CommentState): DomainEvent[] {
  if (command.type === 'PostComment') return state === null ? post(command) : [];
  if (state === null) throw new Refusal('not-found');
  switch (command.type) {
    case 'EditComment':
      return edit(command, state);
    case 'WithdrawComment':
      return withdraw(command, state);
    case 'EraseComment':
      return state.status === 'erased' ? [] : [withdrawn(state, 'erasure')];
    case 'ReportComment':
      return reportComment(command, state);
    case 'DecideComment':
      return judge(command, state);
    case 'UndoDecision':
      return undo(command, state);
    case 'NoteComment':
      return note(command, state);
  }
}

function post(command: PostComment): DomainEvent[] {
  const { parent, author, text } = command;
  if (parent && !parent.visible) throw new Refusal('parent-not-visible');
  if (parent && parent.depth + 1 > maxDepth) throw new Refusal('thread-too-deep');
  const findings = acceptedFindings(command.findings, command.nudged === true);
  return [
    {
      type: 'CommentPosted',
      data: {
        commentId: command.commentId,
        articleId: command.articleId,
        authorId: author.id,
        parentId: parent?.commentId ?? null,
        rootId: parent?.rootId ?? command.commentId,
        depth: parent ? parent.depth + 1 : 0,
        authorKind: author.kind,
        badge: author.badge,
        status: holds(findings) ? 'held' : 'published',
        findings,
        policyVersion: command.inForce.policyVersion,
        textLength: text.length,
        links: text.links.length,
        language: command.language,
      },
      personal: {
        authorName: author.name,
        body: text.body,
        ...(author.picture !== undefined && { picture: author.picture }),
        ...(author.emailHash !== undefined && { emailHash: author.emailHash }),
      },
    },
  ];
}

function edit(command: EditComment, comment: Comment): DomainEvent[] {
  if (command.authorId !== comment.authorId) throw new Refusal('not-the-author');
  if (['withdrawn', 'erased', 'rejected'].includes(comment.status)) throw new Refusal('not-editable');
  if (command.sameText) return [];
  const { policy, policyVersion } = command.inForce;
  const age = (command.now.getTime() - comment.postedAt.getTime()) / 1000;
  if (age > policy.editWindowSeconds) throw new Refusal('edit-window-over');
  const findings = acceptedFindings(command.findings.map(asHeld), false);
  const to = statusAfterEdit(comment.status);
  const review = policy.reviewEdits && reviewOf(comment);
  const edited: DomainEvent = {
    type: 'CommentEdited',
    data: {
      ...placeOf(comment),
      authorId: comment.authorId,
      from: comment.status,
      to,
      revision: comment.revision + 1,
      findings,
      policyVersion,
      textLength: command.text.length,
      links: command.text.links.length,
      ...(review && { review }),
    },
    personal: { body: command.text.body },
  };
  if (!isVisible(comment.status)) return [edited];
  const { reports } = comment;
  const hold = (because: 'edit' | 'reports') =>
    held({ ...comment, status: to }, because, reports.length, policyVersion);
  if (holds(findings)) return [edited, hold('edit')];
  // No approval covers the new text: reports that were too light for the old one may be enough.
  return hides(policy, reports, 0) ? [edited, hold('reports')] : [edited];
}

/**
 * Returns the reason why a new text needs review. Approvals and reports are about a text, not about its author, so this
 * applies to staff and trusted authors, too.
 */
function reviewOf({ status, review, reports }: Comment): EditReview | null {
  if (!isVisible(status)) return null;
  return review ?? (status === 'approved' ? 'approval' : reports.length > 0 ? 'reports' : null);
}

function withdraw(command: WithdrawComment, comment: Comment): DomainEvent[] {
  if (command.authorId !== comment.authorId) throw new Refusal('not-the-author');
  const { status } = comment;
  if (status === 'withdrawn' || status === 'erased') return [];
  const staysOnRecord = status === 'rejected' || queueNow(comment, command.inForce.policy.flagThreshold) !== null;
  return [withdrawn(comment, 'author', staysOnRecord ? status : null)];
}

function reportComment(command: ReportComment, comment: Comment): DomainEvent[] {
  if (isRepeatedReport(command, comment)) return [];
  if (!isVisible(comment.status)) throw new Refusal('not-found');
  // No event either: repeated reports must not make the log grow.
  if (ignoresReports(comment)) return [];
  const { reporterId, reporterKind, reason, note, weight } = command;
  const { policy, policyVersion } = command.inForce;
  const reported: DomainEvent = {
    type: 'CommentFlagged',
    data: { ...placeOf(comment), reporterId, reporterKind, reason, revision: comment.revision, weight },
    ...(note !== undefined && { personal: { note } }),
  };
  const hundredths = hundredthsOf(weight);
  if (hundredths === 0) return [reported];
  const report = { reporterId, reporterKind, hundredths };
  const reports = withReport<Pick<Report, keyof typeof report>>(comment.reports, report, reporterOf);
  if (!hides(policy, reports, comment.approvals)) return [reported];
  return [reported, held(comment, 'reports', reports.length, policyVersion)];
}

/** Accepts at most two reports of one reporter about one text: after a report of weight 0, one that has weight. */
function isRepeatedReport({ reporterId, weight }: ReportComment, comment: Comment): boolean {
  const isRecorded = (weighs: boolean): boolean =>
    wasReported(comment, reportKey(reporterId, comment.revision, weighs));
  return isRecorded(true) || (hundredthsOf(weight) === 0 && isRecorded(false));
}

/** Comments of an erased author get no more notes. */
function note({ moderator, note: words }: NoteComment, comment: Comment): DomainEvent[] {
  if (comment.status === 'erased') throw new Refusal('comment-gone');
  const data = { ...placeOf(comment), moderatorId: moderator.id, revision: comment.revision };
  return [{ type: 'CommentNoted', data, personal: { moderatorName: moderator.name, note: words } }];
}

const withdrawn = (
  comment: Comment,
  because: 'author' | 'erasure',
  onRecord: CommentStatus | null = null,
): DomainEvent<'CommentWithdrawn'> => ({
  type: 'CommentWithdrawn',
  data: {
    ...placeOf(comment),
    authorId: comment.authorId,
    from: comment.status,
    to: statusGoneBy[because],
    because,
    ...(onRecord !== null && { onRecord }),
  },
});

export const commentDecider: Decider<CommentCommand, CommentState, CommentEvent> = {
  initialState,
  beginsWith: 'CommentPosted',
  decide,
  evolve,
};
