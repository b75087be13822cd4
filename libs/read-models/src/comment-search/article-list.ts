import type { Pool } from 'pg';
import type { ArticleWords } from '#contracts/article-words';
import { type ModerationMode, QueueName } from '#contracts/vocabulary';
import { type StoredWords, toWords } from '../article/words.ts';
import { packCursor, unpackCursor, wholeNumber } from '../cursor.ts';
import { articlesSql } from './search-sql.ts';
import { termsOf, toTsQuery } from './search-words.ts';

/** An article in the desk's list. */
export interface ArticleListRow extends ArticleWords {
  readonly articleId: string;
  /** At the moment: not closed, and not past its closing time. */
  readonly open: boolean;
  readonly mode: ModerationMode | null;
  readonly closesAt: Date | null;
  readonly closesBy: 'date' | 'age' | null;
  /** True if the publisher closed it, regardless of the time. */
  readonly closedByHand: boolean;
  readonly commentCount: number;
  /** Number of its comments that wait in the requested queues. */
  readonly waiting: number;
  readonly lastCommentAt: Date | null;
}

export interface ArticleSearch {
  readonly site: string;
  /** Words of the title; the last one may be incomplete. */
  readonly q?: string | undefined;
  readonly open?: boolean | undefined;
  /** Queues whose waiting comments are counted; null: all. */
  readonly queues: readonly QueueName[] | null;
  /** Returns only this article. */
  readonly article?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly now: Date;
  /** The policy's number of days after an article's first event; 0: never. */
  readonly closeAfterDays: number;
}

/**
 * Returns a page of a site's articles, the last commented first.
 * @throws InvalidCursor
 */
export async function listArticles(
  pool: Pool,
  { site, q, open, article: only, limit, cursor, now, closeAfterDays, queues }: ArticleSearch,
): Promise<{ articles: ArticleListRow[]; nextCursor: string | null }> {
  const [time, encoded] = cursor === undefined ? beyond : unpackCursor('a', [wholeNumber, base64url], cursor);
  const words = q === undefined ? undefined : toTsQuery(termsOf(q));
  if (words === '') return { articles: [], nextCursor: null };
  const article = Buffer.from(encoded ?? '', 'base64url').toString();
  const { rows } = await pool.query<StoredListed>({
    text: articlesSql(words !== undefined, only !== undefined),
    values: [
      site,
      time,
      article,
      limit + 1,
      now,
      open ?? null,
      closeAfterDays,
      queues ?? QueueName.options,
      ...(words === undefined ? [] : [words]),
      ...(only === undefined ? [] : [only]),
    ],
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = last && rows.length > limit;
  return {
    articles: page.map(toListed),
    nextCursor: more
      ? packCursor('a', last.newest_at.getTime(), Buffer.from(last.article_id).toString('base64url'))
      : null,
  };
}

const beyond = ['9999999999999', ''] as const;
const base64url = /^[\w-]*$/;

interface StoredListed extends StoredWords {
  readonly article_id: string;
  readonly open: boolean;
  readonly mode: ModerationMode | null;
  readonly closes_at: Date | null;
  readonly closes_by: 'date' | 'age' | null;
  readonly closed_by_hand: boolean;
  readonly comment_count: number;
  readonly waiting: number;
  readonly last_comment_at: Date | null;
  readonly newest_at: Date;
}

const toListed = (row: StoredListed): ArticleListRow => ({
  articleId: row.article_id,
  ...toWords(row),
  open: row.open,
  mode: row.mode,
  closesAt: row.closes_at,
  closesBy: row.closes_by,
  closedByHand: row.closed_by_hand,
  commentCount: row.comment_count,
  waiting: row.waiting,
  lastCommentAt: row.last_comment_at,
});
