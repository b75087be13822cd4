import type { Pool } from 'pg';
import { byteBudgets } from '#contracts/byte-budgets';
import { type ArticleRow, type StoredArticle, toArticle } from '../article/queries.ts';
import { packCursor, smallNumber, unpackCursor, uuid, wholeNumber } from '../cursor.ts';
import { type Branch, type Weigh, cutPage } from './cut-page.ts';
import { fitting } from '../fitting.ts';
import { jsonBytes } from './json-bytes.ts';
import { ancestorsSql, repliesSql, walks } from './page-sql.ts';
import {
  type StoredComment,
  type ThreadComment,
  bytesOf,
  excerptColumns,
  nest,
  toPublicComment,
  toThreadComment,
} from './thread-comment.ts';

export type { ThreadComment } from './thread-comment.ts';

type ThreadSort = keyof typeof walks;

export interface ThreadQuestion {
  readonly site: string;
  readonly article: string;
  readonly sort: ThreadSort;
  /** Number of top-level comments on a page. */
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Maximum depth of replies; 0 returns top-level comments only. */
  readonly depth?: number | undefined;
  readonly repliesPerThread?: number | undefined;
  readonly budget?: Budget;
}

/** The size limit of a page. */
export interface Budget {
  readonly bytes: number;
  readonly weigh: Weigh;
}

const asJson: Budget = { bytes: byteBudgets.thread, weigh: jsonBytes };

export interface ThreadPage {
  readonly article: ArticleRow | null;
  readonly roots: ThreadComment[];
  readonly nextCursor: string | null;
}

/** More than any reply has: the domain allows 100. */
const anyDepth = 1000;

/**
 * Returns one page of a thread, with nested replies in the order they were written. Uses one statement whose cost
 * depends on the page, not on the article. Top-level comments, and the replies of each, end early at the byte limit.
 * @throws InvalidCursor
 */
export async function threadPage(pool: Pool, question: ThreadQuestion): Promise<ThreadPage> {
  const { site, article, sort, limit, cursor, depth = anyDepth, repliesPerThread = 20, budget = asJson } = question;
  const walk = walks[sort];
  const place = cursor === undefined ? walk.first : unpackCursor(walk.kind, walk.shape, cursor);
  const { rows } = await pool.query<PageRow>({
    name: `thread-${sort}`,
    text: walk.text,
    values: [site, article, limit + 1, repliesPerThread + 1, depth, budget.bytes, ...place],
  });
  const found = rows.find((row) => row.article !== null)?.article;
  const branches = branchesOf(rows.filter((row) => row.article === null));
  const page = cutPage(branches, budget.bytes, budget.weigh);
  page.forEach(({ root, replies }, at) =>
    hangReplies(root, replies, branches[at]?.hasMore(replies.length) ?? false, depth),
  );
  const last = page.at(-1)?.root;
  const hasMore = (branches[0]?.roots ?? 0) > page.length;
  return {
    article: found ? toArticle(found) : null,
    roots: page.map(({ root }) => root),
    nextCursor: last && hasMore ? packCursor(walk.kind, ...walk.placeOf(last)) : null,
  };
}

interface PageRow extends StoredComment {
  readonly article: StoredArticle | null;
  readonly found: number;
  /** For a top-level comment: it has a visible reply. */
  readonly answered: boolean;
}

interface FoundBranch extends Branch {
  /** Number of top-level comments from here on, counted up to one more than the page has. */
  readonly roots: number;
  hasMore(shown: number): boolean;
}

/** The statement returns top-level comments in the order of the page, and the replies of each in their order. */
function branchesOf(rows: readonly PageRow[]): FoundBranch[] {
  const below = new Map<string, PageRow[]>();
  for (const row of rows) {
    if (row.parent_id === null) continue;
    const known = below.get(row.root_id);
    if (known) known.push(row);
    else below.set(row.root_id, [row]);
  }
  return rows
    .filter((row) => row.parent_id === null)
    .map((root) => {
      const replies = below.get(root.id) ?? [];
      const [first] = replies;
      return {
        root: toPublicComment(root),
        replies: replies.map(toPublicComment),
        roots: root.found,
        hasMore: (shown) => (first ? first.found > shown : root.answered),
      };
    });
}

function hangReplies(root: ThreadComment, replies: readonly ThreadComment[], hasMore: boolean, depth: number): void {
  nest(root, replies);
  if (hasMore) root.nextReplies = packCursor('r', root.id, replies.at(-1)?.position ?? root.position, depth);
}

/**
 * Returns more replies of one thread, flat, in the order they were written. A reply's parent precedes it, on this page
 * or an earlier one. The cursor contains the thread.
 * @throws InvalidCursor
 */
export async function repliesPage(
  pool: Pool,
  question: { site: string; article: string; cursor: string; limit: number; budget?: Budget },
): Promise<{ replies: ThreadComment[]; nextCursor: string | null }> {
  const { site, article, cursor, limit, budget = asJson } = question;
  const [root = '', position, depth = ''] = unpackCursor('r', [uuid, wholeNumber, smallNumber], cursor);
  const { rows } = await pool.query<StoredComment & { found: number }>({
    name: 'thread-replies',
    text: repliesSql,
    values: [root, position, depth, limit + 1, site, article, budget.bytes],
  });
  const replies = fitting(rows.map(toPublicComment), budget.bytes, budget.weigh);
  const last = replies.at(-1);
  const hasMore = (rows[0]?.found ?? 0) > replies.length;
  return { replies, nextCursor: last && hasMore ? packCursor('r', root, last.position, depth) : null };
}

/**
 * Returns one comment whatever its status, and its ancestors as readers see them, from the top down. The nearest are
 * complete; beyond `bytes` they are excerpts.
 */
export async function commentWithAncestors(
  pool: Pool,
  site: string,
  id: string,
  bytes: number = byteBudgets.ancestors,
): Promise<{ comment: ThreadComment; ancestors: ThreadComment[] } | null> {
  const { rows } = await pool.query<StoredComment>({
    name: 'thread-ancestors',
    text: ancestorsSql,
    values: [id, site, bytes],
  });
  const row = rows.find((one) => one.id === id);
  if (!row) return null;
  const above = rows.filter((one) => one !== row).toSorted((a, b) => a.depth - b.depth);
  return { comment: toThreadComment(row), ancestors: above.map(toPublicComment) };
}

/**
 * Returns comments whatever their status. Unknown ids are skipped. The first are complete; beyond `bytes` they are
 * excerpts.
 */
export async function commentsByIds(
  pool: Pool,
  site: string,
  ids: readonly string[],
  bytes: number = byteBudgets.ancestors,
): Promise<Map<string, ThreadComment>> {
  const { rows } = await pool.query<StoredComment>({
    name: 'thread-by-ids',
    text: `select ${excerptColumns('c', '(upto <= $3 or rank = 1)')}
      from (
        select found.*, row_number() over in_order as rank, sum(${bytesOf('found')}) over in_order as upto
        from unnest($1::uuid[]) with ordinality as wanted (id, nth)
        join read.comments found on found.id = wanted.id and found.site_id = $2
        window in_order as (order by nth rows unbounded preceding)
      ) c`,
    values: [ids, site, bytes],
  });
  return new Map(rows.map((row) => [row.id, toThreadComment(row)]));
}
