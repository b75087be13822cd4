import type { Pool } from 'pg';
import { byteBudgets } from '#contracts/byte-budgets';
import { type StoredComment, type ThreadComment, bytesOf, commentColumns, toThreadComment } from './thread-comment.ts';

/**
 * Returns an author's own comments under an article that wait for a moderator, the newest first, as many as fit. Texts
 * are complete, because the author may edit them.
 */
export async function waitingComments(
  pool: Pool,
  question: { site: string; article: string; author: string; limit: number },
): Promise<ThreadComment[]> {
  const { site, article, author, limit } = question;
  const { rows } = await pool.query<StoredComment>({
    name: 'thread-waiting',
    text: `select ${commentColumns('c')} from (
        select *, row_number() over in_order as rank, sum(${bytesOf('newest')}) over in_order as upto
        from (
          select * from read.comments
          where site_id = $1 and article_id = $2 and author_id = $3 and status in ('held', 'escalated')
          order by position desc limit $4
        ) newest
        window in_order as (order by position desc rows unbounded preceding)
      ) c
      where upto <= $5 or rank = 1 order by position desc`,
    values: [site, article, author, limit, byteBudgets.viewer],
  });
  return rows.map(toThreadComment);
}
