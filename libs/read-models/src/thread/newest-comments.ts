import type { Pool } from 'pg';
import { type StoredComment, type ThreadComment, commentColumns, toThreadComment } from './thread-comment';

/** The visible comments of an article, replies and all, the newest first. */
export async function newestOfArticle(
  pool: Pool,
  { site, article, limit }: { site: string; article: string; limit: number },
): Promise<ThreadComment[]> {
  const { rows } = await pool.query<StoredComment>({
    name: 'newest-of-article',
    text: `select ${commentColumns('c')} from read.comments c
      where site_id = $1 and article_id = $2 and status in ('published', 'approved')
      order by position desc limit $3`,
    values: [site, article, limit],
  });
  return rows.map(toThreadComment);
}

/** Among as many of the newest comments of all sites; a site so quiet that none of them is its own has an empty feed. */
const window = 10_000;

/** The visible comments of a site, the newest first. Ids grow with time, so the primary key serves as the index. */
export async function newestOfSite(
  pool: Pool,
  { site, limit }: { site: string; limit: number },
): Promise<ThreadComment[]> {
  const { rows } = await pool.query<StoredComment>({
    name: 'newest-of-site',
    text: `select ${commentColumns('c')} from (select * from read.comments order by id desc limit ${window}) c
      where site_id = $1 and status in ('published', 'approved')
      order by id desc limit $2`,
    values: [site, limit],
  });
  return rows.map(toThreadComment);
}
