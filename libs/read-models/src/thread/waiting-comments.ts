import type { Pool } from 'pg';
import { type StoredComment, type ThreadComment, commentColumns, toThreadComment } from './thread-comment';

/** An author's own comments under an article that wait for a moderator, the newest first. */
export async function waitingComments(
  pool: Pool,
  question: { site: string; article: string; author: string; limit: number },
): Promise<ThreadComment[]> {
  const { site, article, author, limit } = question;
  const { rows } = await pool.query<StoredComment>({
    name: 'thread-waiting',
    text: `select ${commentColumns('c')} from read.comments c
      where site_id = $1 and article_id = $2 and author_id = $3 and status in ('held', 'escalated')
      order by position desc limit $4`,
    values: [site, article, author, limit],
  });
  return rows.map(toThreadComment);
}
