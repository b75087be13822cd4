import { isVisible } from '#contracts/comment-life/visible';
import type { CommentStatus, QueueName } from '#contracts/vocabulary';
import { isVisibleSql } from '../visible-sql.ts';

/** What of a site's comments a moderator may see beyond what readers see. */
export interface Sight {
  /** The queues that they may work; null: every one. */
  readonly queues: readonly QueueName[] | null;
  /** Who they are on the site; null for somebody who never did anything there. */
  readonly moderatorId: string | null;
}

/** Where a comment stands, as far as it matters for who may see it. */
export interface CommentStanding {
  readonly status: CommentStatus;
  /** Null: it waits nowhere. */
  readonly queue: QueueName | null;
  readonly homeQueue: QueueName;
  /** Who made the last decision that stands. */
  readonly decidedBy: string | null;
}

/**
 * May the moderator see and do with a comment what moderators do: its text whatever its status, its reports, its
 * history, a decision? The rule in one place, for one comment here and for lists in `inSightSql`; a spec holds both
 * against each other.
 */
export function isInSight({ queues, moderatorId }: Sight, comment: CommentStanding): boolean {
  if (queues === null) return true;
  if (comment.queue !== null) return queues.includes(comment.queue);
  if (queues.length === 0) return false;
  if (isVisible(comment.status) || queues.includes(comment.homeQueue)) return true;
  return moderatorId !== null && comment.decidedBy === moderatorId;
}

/** The same as a condition on a row of `read.queue_items`. The parameters are the two fields of `Sight`. */
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

/** Whoever asks for the service itself, or is limited to nothing. */
export const everything: Sight = { queues: null, moderatorId: null };
