import type { Pool } from 'pg';
import { byteBudgets } from '#contracts/byte-budgets';
import { packCursor, unpackCursor, wholeNumber, uuid } from '../cursor.ts';
import { fitting } from '../fitting.ts';
import { type StoredComment, type ThreadComment, bytesOf, commentColumns, toThreadComment } from './thread-comment.ts';
import { isVisibleSql } from '../visible-sql.ts';

export interface NewestPage {
  readonly comments: ThreadComment[];
  readonly nextCursor: string | null;
}

interface Question {
  readonly site: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Bytes of a comment in the response. */
  readonly weigh: (comment: ThreadComment) => number;
}

/**
 * Returns the visible comments of an article, replies included, the newest first.
 * @throws InvalidCursor
 */
export async function newestOfArticle(pool: Pool, question: Question & { article: string }): Promise<NewestPage> {
  const { site, article, limit, cursor } = question;
  const [before] = cursor === undefined ? [beyond] : unpackCursor('f', [wholeNumber], cursor);
  const { rows } = await pool.query<StoredRow>({
    name: 'newest-of-article',
    text: firstOf(
      `select * from read.comments
      where site_id = $1 and article_id = $5 and ${isVisibleSql('status')} and position < $2
      order by position desc limit $3`,
      'position desc',
    ),
    values: [site, before, limit + 1, byteBudgets.feed, article],
  });
  return pageOf(rows, question, ({ position }) => position);
}

/** Number of newest comments, of all sites, that are searched. A site without any of them has an empty feed. */
const window = 10_000;

/**
 * Returns the visible comments of a site, the newest first. Ids grow with time, so the primary key serves as the index.
 * @throws InvalidCursor
 */
export async function newestOfSite(pool: Pool, question: Question): Promise<NewestPage> {
  const { site, limit, cursor } = question;
  const [before] = cursor === undefined ? [last] : unpackCursor('f', [uuid], cursor);
  const { rows } = await pool.query<StoredRow>({
    name: 'newest-of-site',
    text: firstOf(
      `select * from (select * from read.comments where id < $2::uuid order by id desc limit ${window}) newest
      where site_id = $1 and ${isVisibleSql('status')}
      order by id desc limit $3`,
      'id desc',
    ),
    values: [site, before, limit + 1, byteBudgets.feed],
  });
  return pageOf(rows, question, ({ id }) => id);
}

const beyond = '9223372036854775807';
const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

interface StoredRow extends StoredComment {
  readonly found: number;
}

/** Selects the rows that fit into $4 bytes. The last of the $3 rows only shows whether there are more. */
const firstOf = (newest: string, order: string): string => `
  select ${commentColumns('c')}, found
  from (
    select *, count(*) over () as found, row_number() over in_order as rank, sum(${bytesOf('newest')}) over in_order as upto
    from (${newest}) newest
    window in_order as (order by ${order} rows unbounded preceding)
  ) c
  where rank < $3 and (upto <= $4 or rank = 1)
  order by rank`;

function pageOf(
  rows: readonly StoredRow[],
  { weigh }: Question,
  placeOf: (comment: ThreadComment) => string | number,
): NewestPage {
  const comments = fitting(rows.map(toThreadComment), byteBudgets.feed, weigh);
  const end = comments.at(-1);
  const hasMore = (rows[0]?.found ?? 0) > comments.length;
  return { comments, nextCursor: end && hasMore ? packCursor('f', placeOf(end)) : null };
}
