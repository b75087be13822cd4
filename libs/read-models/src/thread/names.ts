import type { Pool } from 'pg';
import { isVisibleSql } from '../visible-sql.ts';

/** A name that readers see, with its owner. */
export interface NameInUse {
  readonly authorId: string;
  readonly name: string;
  readonly isStaff: boolean;
  /** True if it is shown with a comment. */
  readonly isPublic: boolean;
  /** Position of the comment that has it. */
  readonly position: number;
}

/** Number of newest comments that are searched. Readers do not remember the names before them either. */
const most = 1000;

/** Returns the names of visible comments under an article, after a position. */
export const namesUnder = (pool: Pool, site: string, article: string, after: number): Promise<NameInUse[]> =>
  names(pool, {
    name: 'names-under-article',
    text: `${select} where site_id = $1 and article_id = $2 and ${isVisibleSql('status')} and position > $3 ${newest}`,
    values: [site, article, after],
  });

/** Returns the names used by a site's staff, after a position. */
export const namesOfStaff = (pool: Pool, site: string, after: number): Promise<NameInUse[]> =>
  names(pool, {
    name: 'names-of-staff',
    text: `${select} where site_id = $1 and badge = 'staff' and position > $2 ${newest}`,
    values: [site, after],
  });

/** Returns the names under which moderators decided, even if they wrote no comment. */
export async function namesOfModerators(pool: Pool, site: string): Promise<NameInUse[]> {
  const { rows } = await pool.query<{ authorId: string; name: string }>({
    name: 'names-of-moderators',
    text: `select moderator_id as "authorId", name from read.moderators where site_id = $1 and name is not null`,
    values: [site],
  });
  return rows.map((row) => ({ ...row, isStaff: true, isPublic: false, position: 0 }));
}

async function names(pool: Pool, query: { name: string; text: string; values: unknown[] }): Promise<NameInUse[]> {
  const { rows } = await pool.query<Omit<NameInUse, 'position' | 'isPublic'> & { position: string }>(query);
  return rows.map(({ position, ...row }) => ({ ...row, isPublic: true, position: Number(position) }));
}

const select = `
  select author_id as "authorId", coalesce(author_name, '') as name, badge is not distinct from 'staff' as "isStaff", position
  from read.comments`;
const newest = `order by position desc limit ${most}`;
