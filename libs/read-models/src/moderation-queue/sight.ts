import { isVisible } from '#contracts/comment-life/visible';
import type { CommentStatus, QueueName } from '#contracts/vocabulary';
import { isVisibleSql } from '../visible-sql.ts';

/** The comments of a site that a moderator may see beyond those that readers see. */
export interface Sight {
  /** The queues that they may work on; null: all. */
  readonly queues: readonly QueueName[] | null;
  /** The moderator's id on the site; null if they never acted there. */
  readonly moderatorId: string | null;
}

/** The state of a comment that decides who may see it. */
export interface CommentStanding {
  readonly status: CommentStatus;
  /** Null if it does not wait. */
  readonly queue: QueueName | null;
  readonly homeQueue: QueueName;
  /** The moderator of the last decision in force. */
  readonly decidedBy: string | null;
}

/**
 * True if the moderator may work on a comment: see its text whatever its status, its reports and history, and decide
 * it. The rule for one comment; `inSightSql` is the same rule for lists, and a spec compares both.
 */
export function isInSight({ queues, moderatorId }: Sight, comment: CommentStanding): boolean {
  if (queues === null) return true;
  if (comment.queue !== null) return queues.includes(comment.queue);
  if (queues.length === 0) return false;
  if (isVisible(comment.status) || queues.includes(comment.homeQueue)) return true;
  return moderatorId !== null && comment.decidedBy === moderatorId;
}

/** The same rule as a condition on a row of `read.queue_items`. The parameters are the two fields of `Sight`. */
export const inSightSql = (item: string, queues: string, moderator: string): string => `(
  ${queues}::text[] is null or case
    when ${item}.queue is not null then ${item}.queue = any (${queues})
    when cardinality(${queues}) = 0 then false
    when ${isVisibleSql(`${item}.status`)} or ${item}.home_queue = any (${queues}) then true
    else coalesce((
      select d.moderator_id from read.decisions d
      where d.comment_id = ${item}.comment_id and not d.undone order by d.position desc limit 1
    ) = ${moderator}::uuid, false)
  end)`;

export const sightValues = ({ queues, moderatorId }: Sight) => [queues, moderatorId] as const;

/** For the service itself, and for moderators without limits. */
export const everything: Sight = { queues: null, moderatorId: null };
