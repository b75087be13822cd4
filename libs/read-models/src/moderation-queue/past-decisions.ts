import type { Pool } from 'pg';
import type { CommentStatus, Decision, RejectionReason } from '#contracts/vocabulary';
import { packCursor, unpackCursor, wholeNumber } from '../cursor.ts';
import { type Sight, inSightSql, sightValues } from './sight.ts';
import { isVisibleSql } from '../visible-sql.ts';

/** A decision without its note and message, which are only in the log, sealed, so that an erasure reaches them. */
export interface PastDecisionRow {
  readonly eventId: string;
  readonly commentId: string;
  readonly articleId: string;
  readonly batchId: string | null;
  readonly moderatorId: string;
  readonly decision: Decision;
  readonly reason: RejectionReason | null;
  readonly at: Date;
  readonly position: number;
  readonly undone: boolean;
  /** The comment's current status. */
  readonly status: CommentStatus;
  /** The comment's current status on record. */
  readonly onRecord: CommentStatus;
  /** Null if it was deleted or the moderator may not see it. */
  readonly text: string | null;
}

const select = (text: string): string => `
  select d.event_id as "eventId", d.comment_id as "commentId", i.article_id as "articleId", d.batch_id as "batchId",
    d.moderator_id as "moderatorId", d.decision, d.reason, d.at, d.position, d.undone, i.status, i.on_record as "onRecord",
    left(${text}, 1120) as text -- enough for an excerpt
  from read.decisions d
  join read.queue_items i on i.comment_id = d.comment_id
  join read.comments c on c.id = d.comment_id`;

/**
 * The text of one's own decision: visible if the moderator may see the comment now, or if it was not changed since the
 * decision.
 */
const ownText = `case
  when ${isVisibleSql('i.status')} or ${inSightSql('i', '$5', '$6')}
    or (cardinality($5) > 0 and (c.edited_at is null or c.edited_at < d.at)) then c.body end`;

const beyondAll = '9223372036854775807'; // greater than the last possible position

/**
 * Returns a moderator's decisions on a site, newest first.
 * @throws InvalidCursor
 */
export async function decisionsBy(
  pool: Pool,
  question: { site: string; moderator: string; limit: number; cursor?: string | undefined; sight: Sight },
): Promise<{ decisions: PastDecisionRow[]; nextCursor: string | null }> {
  const { site, moderator, limit, cursor, sight } = question;
  const before = cursor === undefined ? beyondAll : unpackCursor('d', [wholeNumber], cursor)[0];
  const { rows } = await pool.query<PastDecisionRow>({
    name: 'decisions-by',
    text: `${select(ownText)}
      where d.site_id = $1 and d.moderator_id = $2 and d.position < $3 order by d.position desc limit $4`,
    values: [site, moderator, before, limit + 1, ...sightValues(sight)],
  });
  const decisions = rows.slice(0, limit);
  const last = decisions.at(-1);
  return { decisions, nextCursor: last && rows.length > limit ? cursorAfter(last) : null };
}

/** Returns the cursor of a page that ends with this decision. */
export const cursorAfter = ({ position }: PastDecisionRow): string => packCursor('d', position);

/** Returns the rejections in force on an author's own comments under an article, newest first. */
export async function rejectionsOf(
  pool: Pool,
  question: { site: string; article: string; author: string; since: Date; limit: number },
): Promise<PastDecisionRow[]> {
  const { site, article, author, since, limit } = question;
  const { rows } = await pool.query<PastDecisionRow>({
    name: 'rejections-of',
    text: `${select('c.body')}
      where d.author_id = $1 and d.site_id = $2 and not d.undone and d.decision = 'reject' and d.at > $3
        and i.article_id = $4 and i.on_record = 'rejected' and i.status in ('rejected', d.status_before)
      order by d.position desc limit $5`,
    values: [author, site, since, article, limit],
  });
  return rows;
}

/** Returns the decisions of a batch, in order. */
export async function batchDecisions(
  pool: Pool,
  site: string,
  batchId: string,
): Promise<{ commentId: string; eventId: string; moderatorId: string; undone: boolean }[]> {
  const { rows } = await pool.query<{ commentId: string; eventId: string; moderatorId: string; undone: boolean }>({
    name: 'batch-decisions',
    text: `
      select comment_id as "commentId", event_id as "eventId", moderator_id as "moderatorId", undone from read.decisions
      where batch_id = $1 and site_id = $2 order by position`,
    values: [batchId, site],
  });
  return rows;
}
