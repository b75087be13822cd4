import { statusGivenBy } from '#contracts/comment-life/status-change';
import type { DomainEvent } from '#contracts/event-schemas';
import { Refusal } from '#contracts/refusal';
import type { CommentStatus, Decision, RejectionReason } from '#contracts/vocabulary';
import type { DecideComment } from './comment-commands.ts';
import { type Comment, ignoresReports, placeOf } from './comment-state.ts';
import { provenance, refuseGone } from './comment-provenance.ts';

/**
 * Returns the events of a moderator's decision.
 * @throws Refusal `decided-meanwhile` if the comment changed since the version that the moderator saw
 */
export function judge(command: DecideComment, comment: Comment): DomainEvent[] {
  refuseGone(comment);
  const done = isDone(command, comment);
  const { by, version } = comment.lastChange;
  // The same moderator's decision sent again is a retry. Another moderator's, even the same one, is a conflict.
  if (done && by === command.moderator.id) return [];
  if (command.expectedVersion !== undefined && command.expectedVersion < version) {
    throw new Refusal('decided-meanwhile');
  }
  if (done) return [];
  return [verdict(command, comment)];
}

function verdict(command: DecideComment, comment: Comment): DomainEvent {
  const data = { ...placeOf(comment), ...provenance(command, comment) };
  const personal = {
    moderatorName: command.moderator.name,
    ...(command.note !== undefined && { note: command.note }),
  };
  switch (command.decision) {
    case 'approve':
      if (comment.status === 'withdrawn')
        return { type: 'CommentCleared', data: { ...data, to: 'withdrawn' }, personal };
      return {
        type: 'CommentApproved',
        data: {
          ...data,
          to: statusGivenBy.approve,
          ...(command.ignoreReports === true && { ignoreReports: true as const }),
        },
        personal,
      };
    case 'reject':
      return {
        type: 'CommentRejected',
        data: { ...data, to: statusOf(comment, 'reject'), reason: reasonOf(command) },
        personal: { ...personal, ...(command.message !== undefined && { message: command.message }) },
      };
    case 'escalate':
      return { type: 'CommentEscalated', data: { ...data, to: statusOf(comment, 'escalate') }, personal };
    case 'reopen':
      return {
        type: 'CommentReopened',
        data: { ...data, status: statusOf(comment, 'reopen'), undoes: null },
        personal,
      };
  }
}

/** A withdrawn comment stays withdrawn for readers; the decision changes only the status on record. */
const statusOf = ({ status }: Comment, decision: Decision): CommentStatus =>
  status === 'withdrawn' ? status : statusGivenBy[decision];

function reasonOf({ reason }: DecideComment): RejectionReason {
  if (reason === undefined) throw new Refusal('invalid-fields', 'A rejection needs a reason.');
  return reason;
}

function isDone({ decision, ignoreReports }: DecideComment, comment: Comment): boolean {
  const { status, onRecord, reports } = comment;
  // A withdrawn comment cannot be reported, so there is nothing to ignore.
  const asksForMore = ignoreReports === true && status !== 'withdrawn' && !ignoresReports(comment);
  switch (decision) {
    case 'approve':
      return onRecord === statusGivenBy.approve && reports.length === 0 && !asksForMore;
    case 'reject':
      return onRecord === statusGivenBy.reject;
    case 'escalate':
      return onRecord === statusGivenBy.escalate;
    case 'reopen':
      return onRecord === 'held' || onRecord === 'published';
  }
}
