import type { Pool } from 'pg';
import { byteBudgets } from '#contracts/byte-budgets';
import { type Sight, inSightSql, sightValues } from './sight.ts';
import { ancestorsSql } from '../thread/page-sql.ts';
import {
  type JudgedComment,
  type ThreadComment,
  bytesOf,
  commentColumns,
  excerptColumns,
  toSeenComment,
} from '../thread/thread-comment.ts';

/**
 * The comments around a comment, for moderators. Comments that the moderator may not see are shown as readers see them,
 * or left out if readers do not see them. Of long lists, the nearest comments are complete.
 */
export interface Surroundings {
  /** From the top down. */
  readonly ancestors: ThreadComment[];
  /** Siblings, oldest first. */
  readonly before: ThreadComment[];
  readonly after: ThreadComment[];
  /** Direct replies, oldest first. */
  readonly replies: ThreadComment[];
}

const siblings = 3;
const replies = 10;

export async function surroundingsOf(
  pool: Pool,
  { site, id, sight }: { site: string; id: string; sight: Sight },
): Promise<Surroundings | null> {
  const { rows } = await pool.query<JudgedComment>({
    name: 'thread-ancestors-in-sight',
    text: `
      select c.*, coalesce(${inSightSql('i', '$4', '$5')}, false) as in_sight
      from (${ancestorsSql}) c left join read.queue_items i on i.comment_id = c.id`,
    values: [id, site, byteBudgets.surroundings, ...sightValues(sight)],
  });
  const comment = rows.find((row) => row.id === id);
  if (!comment) return null;
  const place = { site, sight, ...comment };
  const around = (direction: Direction) => children(pool, place, comment.parent_id, direction, siblings);
  const [before, after, below] = await Promise.all([
    around('before'),
    around('after'),
    children(pool, place, comment.id, 'after', replies),
  ]);
  const ancestors = rows.filter((row) => row !== comment).toSorted((a, b) => a.depth - b.depth);
  return { ancestors: ancestors.map(toSeenComment), before: before.toReversed(), after, replies: below };
}

type Direction = 'before' | 'after';
type Place = { site: string; sight: Sight } & Pick<JudgedComment, 'article_id' | 'root_id' | 'position'>;

/** Returns the nearest comments below a parent, or at the top level, on one side of a position; the nearest first. */
async function children(
  pool: Pool,
  { site, sight, article_id, root_id, position }: Place,
  parent: string | null,
  direction: Direction,
  limit: number,
): Promise<ThreadComment[]> {
  const { rows } = await pool.query<JudgedComment>({
    name: `thread-children-${direction}-${parent === null ? 'top' : 'below'}`,
    text: childrenSql(direction, parent !== null),
    values: [site, article_id, position, limit, ...sightValues(sight), ...(parent === null ? [] : [parent, root_id])],
  });
  return rows.map(toSeenComment);
}

/** Visible and hidden comments are in two indexes. Each yields its nearest, and the nearest of both are used. */
function childrenSql(direction: Direction, isReply: boolean): string {
  const [sign, order] = direction === 'before' ? ['<', 'desc'] : ['>', 'asc'];
  const inSight = `coalesce(${inSightSql('i', '$5', '$6')}, false)`;
  const nearest = (condition: string): string => `(
    select ${commentColumns('c')}, ${inSight} as in_sight
    from read.comments c left join read.queue_items i on i.comment_id = c.id
    where ${condition} and c.position ${sign} $3 order by c.position ${order} limit $4
  )`;
  const place = 'c.site_id = $1 and c.article_id = $2';
  const shown = isReply ? `c.root_id = $8 and c.parent_id = $7 and ${place}` : `${place} and c.parent_id is null`;
  const hidden = `${place} and c.parent_id ${isReply ? '= $7' : 'is null'} and ${inSight}`;
  return `
  select ${excerptColumns('c', `(upto <= ${byteBudgets.surroundings} or rank = 1)`)}, c.in_sight
  from (
    select *, row_number() over in_order as rank, sum(${bytesOf('c')}) over in_order as upto
    from (${nearest(`${shown} and c.shown`)} union all ${nearest(`${hidden} and not c.shown`)}) c
    window in_order as (order by position ${order} rows unbounded preceding)
  ) c
  order by position ${order} limit $4`;
}
