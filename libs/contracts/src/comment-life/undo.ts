import { isVisible } from './visible.ts';
import type { CommentStatus, Decision, QueueName } from '../vocabulary.ts';
import { type Undo, decisionOf, isDecisionEvent, isUndo } from './decisions.ts';
import { homeQueue } from './queues.ts';
import type { JsonEvent } from './clear-event.ts';
import { isGoneFor, onRecordAfter } from './on-record.ts';
import { isStatusEvent } from './status-change.ts';

/** Decisions that are undone, and those that remain in force. */
export interface TakenBack<Made> {
  readonly oldest: Made;
  readonly taken: readonly Made[];
  readonly left: readonly Made[];
}

/**
 * The decisions that an event undoes. Newer events list all of them; an older event names one, and also undoes all
 * decisions after it.
 * @param inForce the decisions in force, oldest first
 * @throws Error if the named decision is not in force
 */
export function takenBack<Made>(
  { data: { undoes } }: Undo,
  inForce: readonly Made[],
  idOf: (decision: Made) => string,
): TakenBack<Made> {
  const first = inForce.findIndex((decision) => idOf(decision) === undoes.eventId);
  const oldest = inForce[first];
  if (oldest === undefined) throw new Error(`the decision ${undoes.eventId} is not in force`);
  const ids = undoes.eventIds && new Set(undoes.eventIds);
  const isUndone = (decision: Made, at: number): boolean => (ids ? ids.has(idOf(decision)) : at >= first);
  return {
    oldest,
    taken: inForce.filter(isUndone),
    left: inForce.filter((decision, at) => !isUndone(decision, at)),
  };
}

/** Everything except the status that a decision changes, before the decision. Null in read models without home queues. */
export interface Before<Time> {
  readonly homeQueue: QueueName | null;
  readonly waitingSince: Time | null;
  readonly approvals: number;
}
export type Restored<Time> = Before<Time> & { readonly homeQueue: QueueName };

/**
 * The state to which a comment returns when decisions are undone, by the current rule.
 * @param onRecord the status for moderators after the undo
 * @param before the state before the oldest of these decisions
 * @param reportedSince the time of the oldest report that counts again
 */
export const goesBackTo = <Time>(
  onRecord: CommentStatus,
  before: Before<Time>,
  reportedSince: Time | undefined,
): Restored<Time> => ({
  homeQueue: homeQueue(onRecord, before.homeQueue),
  waitingSince: before.waitingSince ?? (isVisible(onRecord) ? (reportedSince ?? null) : null),
  approvals: before.approvals,
});

/** The state to which a comment returned: recorded in the event, or by the current rule if an older event lacks it. */
export function restored<Time>(
  { data: { status, restores } }: Undo,
  before: Before<Time>,
  reportedSince: Time | undefined,
  timeOf: (iso: string) => Time,
): Restored<Time> {
  if (!restores) return goesBackTo(status, before, reportedSince);
  const { waitingSince, approvals } = restores;
  return {
    homeQueue: restores.homeQueue,
    waitingSince: waitingSince === null ? null : timeOf(waitingSince),
    approvals,
  };
}

interface Judged {
  readonly decision: Decision;
  /** The revision of the text that was judged. */
  readonly revision: number;
}

/**
 * True: the decision can no longer be undone, because that would publish something that no moderator reviewed: a newer
 * text, or a comment that newer reports hid.
 */
export function isSuperseded(
  judged: Judged,
  comment: { readonly onRecord: CommentStatus; readonly revision: number },
  last: Pick<Judged, 'decision'>,
): boolean {
  const heldSince = comment.onRecord === 'held' && last.decision !== 'reopen';
  return heldSince || judged.revision !== comment.revision;
}

/**
 * True: the last decision on a comment can be undone. A comment that is gone has no such decision.
 * @param history all events of the comment
 */
export function hasUndoable(history: readonly JsonEvent[]): boolean {
  let inForce: readonly (Judged & { readonly eventId: string })[] = [];
  let comment: { readonly onRecord: CommentStatus; readonly revision: number } = { onRecord: 'published', revision: 1 };
  for (const event of history) {
    if (!isStatusEvent(event)) continue;
    const revision = event.type === 'CommentEdited' ? event.data.revision : comment.revision;
    comment = { onRecord: onRecordAfter(event, comment.onRecord) ?? comment.onRecord, revision };
    if (isGoneFor(comment.onRecord)) return false;
    if (!isDecisionEvent(event)) continue;
    const decided = decisionOf(event);
    if (decided) inForce = [...inForce, { eventId: event.eventId, decision: decided.decision, revision }];
    else if (isUndo(event)) inForce = takenBack(event, inForce, ({ eventId }) => eventId).left;
  }
  const last = inForce.at(-1);
  return last !== undefined && !isSuperseded(last, comment, last);
}
