import type { Pool } from 'pg';
import { byteBudgets } from '#contracts/byte-budgets';
import { ancestorsSql } from './page-sql';
import {
  type StoredComment,
  type ThreadComment,
  bytesOf,
  commentColumns,
  excerptColumns,
  toThreadComment,
} from './thread-comment';

/** What stands around a comment, whatever its status: for moderators, never for readers. Of what is too much in a list, the nearest are whole. */
export interface Surroundings {
  /** From the top down. */
  readonly ancestors: ThreadComment[];
  /** Siblings, oldest first. */
  readonly before: ThreadComment[];
  readonly after: ThreadComment[];
  /** Direct ones, oldest first. */
  readonly replies: ThreadComment[];
}

const siblings = 3;
const replies = 10;

export async function surroundingsOf(pool: Pool, site: string, id: string): Promise<Surroundings | null> {
  const { rows } = await pool.query<StoredComment>({
    name: 'thread-ancestors',
    text: ancestorsSql,
    values: [id, site, byteBudgets.surroundings],
  });
  const comment = rows.find((row) => row.id === id);
  if (!comment) return null;
  const around = (direction: Direction) => children(pool, { site, ...comment }, comment.parent_id, direction, siblings);
  const [before, after, below] = await Promise.all([
    around('before'),
    around('after'),
    children(pool, { site, ...comment }, comment.id, 'after', replies),
  ]);
  const ancestors = rows.filter((row) => row !== comment).toSorted((a, b) => a.depth - b.depth);
  return { ancestors: ancestors.map(toThreadComment), before: before.toReversed(), after, replies: below };
}

type Direction = 'before' | 'after';
type Place = { site: string } & Pick<StoredComment, 'article_id' | 'root_id' | 'position'>;

/** The nearest comments below a parent, or at the top, on one side of a position; the nearest first. */
async function children(
  pool: Pool,
  { site, article_id, root_id, position }: Place,
  parent: string | null,
  direction: Direction,
  limit: number,
): Promise<ThreadComment[]> {
  const { rows } = await pool.query<StoredComment>({
    name: `thread-children-${direction}-${parent === null ? 'top' : 'below'}`,
    text: childrenSql(direction, parent !== null),
    values: [site, article_id, position, limit, ...(parent === null ? [] : [parent, root_id])],
  });
  return rows.map(toThreadComment);
}

/** What readers are shown and what is hidden from them stand in two indexes: each gives its nearest, and the nearest of both are taken. */
function childrenSql(direction: Direction, isReply: boolean): string {
  const [sign, order] = direction === 'before' ? ['<', 'desc'] : ['>', 'asc'];
  const nearest = (condition: string): string => `(
    select ${commentColumns('c')} from read.comments c
    where ${condition} and c.position ${sign} $3 order by c.position ${order} limit $4
  )`;
  const place = 'c.site_id = $1 and c.article_id = $2';
  const shown = isReply ? `c.root_id = $6 and c.parent_id = $5 and ${place}` : `${place} and c.parent_id is null`;
  const hidden = `${place} and c.parent_id ${isReply ? '= $5' : 'is null'}`;
  return `
  select ${excerptColumns('c', `(upto <= ${byteBudgets.surroundings} or rank = 1)`)}
  from (
    select *, row_number() over in_order as rank, sum(${bytesOf('c')}) over in_order as upto
    from (${nearest(`${shown} and c.shown`)} union all ${nearest(`${hidden} and not c.shown`)}) c
    window in_order as (order by position ${order} rows unbounded preceding)
  ) c
  order by position ${order} limit $4`;
}
