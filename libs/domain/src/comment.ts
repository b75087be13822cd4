import type { DomainEvent } from '#contracts/event-schemas';
import { Refusal } from '#contracts/refusal';
import { isVisible } from '#contracts/vocabulary';
import type {
  CommentCommand,
  DecideComment,
  EditComment,
  FlagComment,
  PostComment,
  UndoDecision,
  WithdrawComment,
} from './comment-commands';
import { type Comment, type CommentState, evolve, initialState, reportWeight } from './comment-state';

/** Deeper replies would cost every reader of the page and help none. */
export const maxDepth = 100;

/**
 * The rules of one comment: command + state → events. Doing a done thing yields `[]`.
 * @throws Refusal with a public problem code when a rule says no
 */
export function decide(command: CommentCommand, state: CommentState): DomainEvent[] {
  if (command.type === 'PostComment') return state === null ? post(command) : [];
  if (state === null) throw new Refusal('not-found');
  switch (command.type) {
    case 'EditComment':
      return edit(command, state);
    case 'WithdrawComment':
      return withdraw(command, state);
    case 'EraseComment':
      return state.status === 'erased' ? [] : [withdrawn(state, 'erasure')];
    case 'FlagComment':
      return flag(command, state);
    case 'DecideComment':
      return judge(command, state);
    case 'UndoDecision':
      return undo(command, state);
  }
}

function post(command: PostComment): DomainEvent[] {
  const { parent, author, text, findings } = command;
  if (parent && !parent.visible) throw new Refusal('parent-not-visible');
  if (parent && parent.depth + 1 > maxDepth) throw new Refusal('thread-too-deep');
  refuseTooLong(command);
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
        findings: [...findings],
        policyVersion: command.inForce.policyVersion,
        textLength: text.length,
        links: text.links,
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
  refuseTooLong(command);
  const place = placeOf(comment);
  const edited: DomainEvent = {
    type: 'CommentEdited',
    data: {
      ...place,
      authorId: comment.authorId,
      revision: comment.revision + 1,
      findings: [...command.findings],
      policyVersion,
      textLength: command.text.length,
      links: command.text.links,
    },
    personal: { body: command.text.body },
  };
  if (!holds(command.findings) || !isVisible(comment.status)) return [edited];
  return [edited, held(comment, 'edit', comment.reports.length, policyVersion)];
}

function withdraw(command: WithdrawComment, comment: Comment): DomainEvent[] {
  if (command.authorId !== comment.authorId) throw new Refusal('not-the-author');
  return comment.status === 'withdrawn' || comment.status === 'erased' ? [] : [withdrawn(comment, 'author')];
}

function flag(command: FlagComment, comment: Comment): DomainEvent[] {
  if (comment.flagged.has(`${command.reporterId}#${comment.revision}`)) return [];
  if (!isVisible(comment.status)) throw new Refusal('not-found');
  const { reporterId, reporterKind, reason, note, weight } = command;
  const { policy, policyVersion } = command.inForce;
  const flagged: DomainEvent = {
    type: 'CommentFlagged',
    data: { ...placeOf(comment), reporterId, reporterKind, reason, revision: comment.revision, weight },
    ...(note !== undefined && { personal: { note } }),
  };
  const known = comment.reports.some((report) => report.reporterId === reporterId);
  const total = reportWeight(comment.reports) + (known ? 0 : weight);
  if (policy.autoHideThreshold === 0 || total < policy.autoHideThreshold) return [flagged];
  return [flagged, held(comment, 'reports', comment.reports.length + (known ? 0 : 1), policyVersion)];
}

function judge(command: DecideComment, comment: Comment): DomainEvent[] {
  refuseGone(comment);
  if (command.expectedVersion !== undefined && command.expectedVersion < comment.lastChange.version) {
    throw new Refusal('decided-meanwhile');
  }
  if (isDone(command, comment)) return [];
  const data = { ...placeOf(comment), ...provenance(command, comment) };
  const personal = {
    moderatorName: command.moderator.name,
    ...(command.note !== undefined && { note: command.note }),
  };
  switch (command.decision) {
    case 'approve':
      return [{ type: 'CommentApproved', data, personal }];
    case 'reject':
      return [{ type: 'CommentRejected', data: { ...data, reason: command.reason ?? 'other' }, personal }];
    case 'escalate':
      return [{ type: 'CommentEscalated', data, personal }];
    case 'reopen':
      return [{ type: 'CommentReopened', data: { ...data, status: 'held', undoes: null }, personal }];
  }
}

function isDone({ decision }: DecideComment, { status, reports }: Comment): boolean {
  switch (decision) {
    case 'approve':
      return status === 'approved' && reports.length === 0;
    case 'reject':
      return status === 'rejected';
    case 'escalate':
      return status === 'escalated';
    case 'reopen':
      return status === 'held' || status === 'published';
  }
}

function undo(command: UndoDecision, comment: Comment): DomainEvent[] {
  refuseGone(comment);
  const last = comment.decisions.at(-1);
  if (!last || (command.batchId !== null && last.batchId !== command.batchId)) throw new Refusal('nothing-to-undo');
  // An automatic hold stands on newer reports: taking the decision below it back would show what they hid.
  if (comment.status === 'held' && last.decision !== 'reopen') throw new Refusal('superseded');
  const data = { ...placeOf(comment), ...provenance(command, comment) };
  const undoes = { eventId: last.eventId, decision: last.decision };
  const personal = { moderatorName: command.moderator.name };
  return [{ type: 'CommentReopened', data: { ...data, status: last.before.status, undoes }, personal }];
}

function provenance(command: DecideComment | UndoDecision, comment: Comment) {
  const { waitingSince } = comment;
  return {
    moderatorId: command.moderator.id,
    from: comment.status,
    basedOnVersion: ('expectedVersion' in command ? command.expectedVersion : undefined) ?? comment.version,
    revision: comment.revision,
    reports: comment.reports.length,
    waitedSeconds: waitingSince && Math.max(0, Math.round((command.now.getTime() - waitingSince.getTime()) / 1000)),
    policyVersion: command.policyVersion,
    batchId: command.batchId,
  };
}

function refuseGone(comment: Comment): void {
  if (comment.status === 'withdrawn' || comment.status === 'erased') throw new Refusal('comment-gone');
}

function refuseTooLong({ text, inForce }: PostComment | EditComment): void {
  const { maxLength } = inForce.policy;
  if (text.length > maxLength) throw new Refusal('text-too-long', `At most ${maxLength} characters.`);
}

const holds = (findings: PostComment['findings']): boolean => findings.some((finding) => finding.action === 'hold');

const placeOf = ({ commentId, articleId }: Comment) => ({ commentId, articleId });

const held = (
  comment: Comment,
  because: 'reports' | 'edit',
  reports: number,
  policyVersion: number,
): DomainEvent<'CommentHeld'> => ({
  type: 'CommentHeld',
  data: { ...placeOf(comment), from: comment.status, because, reports, policyVersion },
});

const withdrawn = (comment: Comment, because: 'author' | 'erasure'): DomainEvent<'CommentWithdrawn'> => ({
  type: 'CommentWithdrawn',
  data: { ...placeOf(comment), authorId: comment.authorId, from: comment.status, because },
});

export const commentDecider = { initialState, decide, evolve };
