import { isVisible } from '#contracts/comment-life/visible';
import { defaultPolicy } from '#contracts/policy';
import { Refusal } from '#contracts/refusal';
import type { QueueName } from '#contracts/vocabulary';
import { commentDecider } from '#domain/comment';
import { type Comment, type CommentEvent, queueNow, reportWeight } from '#domain/comment-state';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';

/** The state of a comment according to the domain, in the terms of the read models. */
export interface CommentTruth {
  readonly siteId: string;
  readonly comment: Comment;
  readonly visible: boolean;
  readonly likes: number;
  readonly replies: number;
  readonly descendants: number;
  readonly queue: QueueName | null;
  readonly hundredths: number;
  /** True when the read models must not store its text and its author's name. */
  readonly cleared: boolean;
  /** True when the domain accepts to undo its last decision. */
  readonly isUndoable: boolean;
}

/** Every comment of a history according to its decider's state, with values derived from all comments together. */
export function truthOf(history: readonly HistoryEvent[]): Map<string, CommentTruth> {
  const comments = new Map<string, Comment>();
  const sites = new Map<string, string>();
  const likes = new Map<string, number>();
  const thresholds = new Map<string, number>();
  const erased = new Set<string>();
  for (const event of history) {
    if (event.type === 'AuthorErased') erased.add(event.data.authorId);
    if (event.type === 'PolicyChanged') thresholds.set(event.siteId, event.data.policy.flagThreshold);
    if (!('commentId' in event.data)) continue;
    const { commentId } = event.data;
    sites.set(commentId, event.siteId);
    if (event.type === 'CommentLiked') likes.set(commentId, (likes.get(commentId) ?? 0) + 1);
    else if (event.type === 'CommentUnliked') likes.set(commentId, (likes.get(commentId) ?? 0) - 1);
    else {
      const state = commentDecider.evolve(comments.get(commentId) ?? null, event as unknown as CommentEvent);
      if (state) comments.set(commentId, state);
    }
  }
  const all = [...comments.values()];
  return new Map(
    all.map((comment) => {
      const { commentId, status } = comment;
      const siteId = sites.get(commentId) ?? '';
      const below = all.filter((other) => isVisible(other.status) && isBelow(other, commentId, comments));
      const hundredths = reportWeight(comment.reports);
      const queue = queueNow(comment, thresholds.get(siteId) ?? defaultPolicy.flagThreshold);
      return [
        commentId,
        {
          siteId,
          comment,
          visible: isVisible(status),
          likes: likes.get(commentId) ?? 0,
          replies: below.filter((other) => other.parentId === commentId).length,
          descendants: below.length,
          queue,
          hundredths,
          cleared: hasNoText(comment) || erased.has(comment.authorId),
          isUndoable: isUndoable(comment),
        },
      ];
    }),
  );
}

/** A comment that was waiting or rejected when its author withdrew it keeps its text for moderators. */
const hasNoText = ({ status, onRecord }: Comment): boolean =>
  status === 'erased' || (status === 'withdrawn' && onRecord === 'withdrawn');

function isUndoable(comment: Comment): boolean {
  const moderator = { id: comment.authorId, name: 'Mo' };
  const inForce = { policy: defaultPolicy, policyVersion: 0 };
  try {
    const command = { type: 'UndoDecision', moderator, batchId: null, inForce, now: comment.lastChange.at } as const;
    return commentDecider.decide(command, comment).length > 0;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function isBelow(comment: Comment, ancestor: string, comments: ReadonlyMap<string, Comment>): boolean {
  for (let at = comment.parentId; at !== null; at = comments.get(at)?.parentId ?? null)
    if (at === ancestor) return true;
  return false;
}
