import { isVisible } from './visible.ts';
import type { CommentStatus, Decision, QueueName } from '../vocabulary.ts';
import { type Undo, decisionOf, isDecisionEvent, isUndo } from './decisions.ts';
import { homeQueue } from './queues.ts';
import type { JsonEvent } from './said.ts';
import { isGoneFor, onRecordAfter } from './on-record.ts';
import { isStatusEvent } from './status-change.ts';

/** Decisions that are taken back, and those that stand without them. */
export interface TakenBack<Standing> {
  readonly oldest: Standing;
  readonly taken: readonly Standing[];
  readonly left: readonly Standing[];
}

/**
 * Which decisions an event takes back: those that it says; of an older event the named one and all that stand on it.
 * @param standing the decisions that stand, oldest first
 * @throws Error when the named one does not stand
 */
export function takenBack<Standing>(
  { data: { undoes } }: Undo,
  standing: readonly Standing[],
  idOf: (decision: Standing) => string,
): TakenBack<Standing> {
  const first = standing.findIndex((decision) => idOf(decision) === undoes.eventId);
  const oldest = standing[first];
  if (oldest === undefined) throw new Error(`the decision ${undoes.eventId} does not stand`);
  const ids = undoes.eventIds && new Set(undoes.eventIds);
  const isTaken = (decision: Standing, at: number): boolean => (ids ? ids.has(idOf(decision)) : at >= first);
  return {
    oldest,
    taken: standing.filter(isTaken),
    left: standing.filter((decision, at) => !isTaken(decision, at)),
  };
}

/** What a decision changes beside the status, as it was before. A read model without home queues says null. */
export interface Before<Time> {
  readonly homeQueue: QueueName | null;
  readonly waitingSince: Time | null;
  readonly approvals: number;
}
export type Restored<Time> = Before<Time> & { readonly homeQueue: QueueName };

/**
 * What a comment goes back to when decisions are taken back: the rule by which that is decided.
 * @param onRecord the status under which moderators have it then
 * @param before as it was before the oldest of them
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

/** What a comment went back to: what the event says, or what the rule says of an older one. */
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
 * Taking it back must bring nothing to light that nobody looked at: neither a newer text nor what newer reports hid.
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
 * Whether the last decision on a comment can be taken back, by its whole history. Of a comment that is gone there is
 * none.
 */
export function hasUndoable(history: readonly JsonEvent[]): boolean {
  let standing: readonly (Judged & { readonly eventId: string })[] = [];
  let comment: { readonly onRecord: CommentStatus; readonly revision: number } = { onRecord: 'published', revision: 1 };
  for (const event of history) {
    if (!isStatusEvent(event)) continue;
    const revision = event.type === 'CommentEdited' ? event.data.revision : comment.revision;
    comment = { onRecord: onRecordAfter(event, comment.onRecord) ?? comment.onRecord, revision };
    if (isGoneFor(comment.onRecord)) return false;
    if (!isDecisionEvent(event)) continue;
    const decided = decisionOf(event);
    if (decided) standing = [...standing, { eventId: event.eventId, decision: decided.decision, revision }];
    else if (isUndo(event)) standing = takenBack(event, standing, ({ eventId }) => eventId).left;
  }
  const last = standing.at(-1);
  return last !== undefined && !isSuperseded(last, comment, last);
}
