import type { Pool } from 'pg';
import { type ArticleRow, type StoredArticle, toArticle } from '../article/queries';
import { packCursor, smallNumber, unpackCursor, uuid, wholeNumber } from '../cursor';
import { ancestorsSql, repliesSql, walks } from './page-sql';
import {
  type StoredComment,
  type ThreadComment,
  commentColumns,
  nest,
  toPublicComment,
  toThreadComment,
} from './thread-comment';

export type { ThreadComment } from './thread-comment';

export type ThreadSort = keyof typeof walks;

export interface ThreadQuestion {
  readonly site: string;
  readonly article: string;
  readonly sort: ThreadSort;
  /** Top-level comments on a page. */
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** The deepest replies to give; 0 gives top-level comments only. */
  readonly depth?: number | undefined;
  readonly repliesPerThread?: number | undefined;
}

export interface ThreadPage {
  readonly article: ArticleRow | null;
  readonly roots: ThreadComment[];
  readonly nextCursor: string | null;
}

/** Deeper than any reply: the domain stops at 100. */
const anyDepth = 1000;

/**
 * One page of a thread, replies nested in the order they were written; one statement, whose cost depends on the page
 * and not on the article.
 * @throws InvalidCursor
 */
export async function threadPage(pool: Pool, question: ThreadQuestion): Promise<ThreadPage> {
  const { site, article, sort, limit, cursor, depth = anyDepth, repliesPerThread = 20 } = question;
  const walk = walks[sort];
  const place = cursor === undefined ? walk.first : unpackCursor(walk.kind, walk.shape, cursor);
  const { rows } = await pool.query<PageRow>({
    name: `thread-${sort}`,
    text: walk.text,
    values: [site, article, limit + 1, repliesPerThread + 1, depth, ...place],
  });
  const found = rows.find((row) => row.article !== null)?.article;
  const roots = rows.filter((row) => row.article === null && row.parent_id === null);
  const page = roots.slice(0, limit).map(toPublicComment);
  const replies = rows.filter((row) => row.parent_id !== null);
  for (const root of page) hangReplies(root, replies, repliesPerThread, depth);
  const last = page.at(-1);
  return {
    article: found ? toArticle(found) : null,
    roots: page,
    nextCursor: last && roots.length > limit ? packCursor(walk.kind, ...walk.placeOf(last)) : null,
  };
}

interface PageRow extends StoredComment {
  readonly article: StoredArticle | null;
}

function hangReplies(root: ThreadComment, rows: readonly StoredComment[], limit: number, depth: number): void {
  const replies = rows.filter((row) => row.root_id === root.id).map(toPublicComment);
  const page = replies.slice(0, limit);
  nest(root, page);
  const last = page.at(-1);
  if (last && replies.length > limit) root.nextReplies = packCursor('r', root.id, last.position, depth);
}

/**
 * More replies of one thread, flat, in the order they were written: a reply's parent stands before it, or was given before.
 * The cursor names the thread.
 * @throws InvalidCursor
 */
export async function repliesPage(
  pool: Pool,
  question: { site: string; article: string; cursor: string; limit: number },
): Promise<{ replies: ThreadComment[]; nextCursor: string | null }> {
  const { site, article, cursor, limit } = question;
  const [root = '', position, depth = ''] = unpackCursor('r', [uuid, wholeNumber, smallNumber], cursor);
  const { rows } = await pool.query<StoredComment>({
    name: 'thread-replies',
    text: repliesSql,
    values: [root, position, depth, limit + 1, site, article],
  });
  const replies = rows.slice(0, limit).map(toPublicComment);
  const last = replies.at(-1);
  return { replies, nextCursor: last && rows.length > limit ? packCursor('r', root, last.position, depth) : null };
}

/** One comment whatever its status, and what readers may see of everything above it, from the top down. */
export async function commentWithAncestors(
  pool: Pool,
  site: string,
  id: string,
): Promise<{ comment: ThreadComment; ancestors: ThreadComment[] } | null> {
  const { rows } = await pool.query<StoredComment>({
    name: 'thread-ancestors',
    text: ancestorsSql,
    values: [id, site],
  });
  const row = rows.find((one) => one.id === id);
  if (!row) return null;
  const above = rows.filter((one) => one !== row).toSorted((a, b) => a.depth - b.depth);
  return { comment: toThreadComment(row), ancestors: above.map(toPublicComment) };
}

/** Comments whatever their status; unknown ids are missing. */
export async function commentsByIds(
  pool: Pool,
  site: string,
  ids: readonly string[],
): Promise<Map<string, ThreadComment>> {
  const { rows } = await pool.query<StoredComment>({
    name: 'thread-by-ids',
    text: `select ${commentColumns('c')} from read.comments c where id = any ($1::uuid[]) and site_id = $2`,
    values: [ids, site],
  });
  return new Map(rows.map((row) => [row.id, toThreadComment(row)]));
}
