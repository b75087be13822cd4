import type { Pool } from 'pg';
import type { ArticleWords } from '#contracts/article-words';
import type { ModerationMode } from '#contracts/vocabulary';
import { type StoredWords, toWords } from './words.ts';

/** An article as pages show it. `position` is that of the last event of the article or its comments. */
export interface ArticleRow extends ArticleWords {
  readonly articleId: string;
  readonly commentCount: number;
  readonly open: boolean;
  readonly mode: ModerationMode | null;
  readonly closesAt: Date | null;
  readonly keptOpen: boolean;
  readonly position: number;
}

/** The columns of read.articles as PostgreSQL's JSON functions return them. */
export interface StoredArticle extends StoredWords {
  readonly article_id: string;
  readonly comment_count: number;
  readonly open: boolean;
  readonly mode: ModerationMode | null;
  readonly closes_at: Date | string | null;
  readonly kept_open: boolean;
  readonly position: number;
}

// Columns are listed, because a prepared `select *` fails when a rebuild adds a column.
const articleColumns =
  'article_id, url, title, reader_url, reader_title, comment_count, open, mode, closes_at, kept_open, position';

/** Returns an article, or null if it has no events: its count is then 0 and the site's policy applies. */
export async function getArticle(pool: Pool, site: string, article: string): Promise<ArticleRow | null> {
  const { rows } = await pool.query<StoredArticle>({
    name: 'get-article',
    text: `select ${articleColumns} from read.articles where site_id = $1 and article_id = $2`,
    values: [site, article],
  });
  return rows[0] ? toArticle(rows[0]) : null;
}

/**
 * Returns the counts of several articles, and the addresses set by their publishers. Articles without events are
 * missing.
 */
export async function getArticles(
  pool: Pool,
  site: string,
  ids: readonly string[],
): Promise<Map<string, { commentCount: number; position: number; url: string | null }>> {
  const { rows } = await pool.query<StoredArticle>({
    name: 'get-articles',
    text: 'select article_id, comment_count, position, url from read.articles where site_id = $1 and article_id = any ($2)',
    values: [site, ids],
  });
  return new Map(
    rows.map((row) => [
      row.article_id,
      { commentCount: row.comment_count, position: Number(row.position), url: row.url },
    ]),
  );
}

export const toArticle = (row: StoredArticle): ArticleRow => ({
  articleId: row.article_id,
  ...toWords(row),
  commentCount: row.comment_count,
  open: row.open,
  mode: row.mode,
  closesAt: row.closes_at === null ? null : new Date(row.closes_at),
  keptOpen: row.kept_open,
  position: Number(row.position),
});
