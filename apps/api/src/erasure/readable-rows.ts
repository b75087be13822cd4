import type { Pool } from 'pg';
import { eventStoreTables } from '#event-store/held-tables';
import type { HeldTables } from '#platform/held-tables';
import { allProjections } from '#read-models/all-projections';
import { apiTables } from '../foundation/held-tables.ts';
import { readableRowsSql } from './readable-rows-sql.ts';

/** The read models that hold personal data. */
export const personalReadModels = allProjections
  .filter(({ holds }) => Object.values(holds).some(({ personal }) => personal))
  .map(({ name }) => name);

/** The tables in which an erasure looks for remaining data, by the names under which the API reads them. */
export const tablesInReach: HeldTables = {
  ...eventStoreTables,
  ...apiTables,
  ...Object.fromEntries(
    allProjections.flatMap(({ holds }) => Object.entries(holds).map(([table, held]) => [`read.${table}`, held])),
  ),
};

/**
 * Counts the rows of all tables that still hold personal data of a person. Comments are found by id, because few tables
 * are indexed by author.
 * @param commentIds the person's comments, complete as the log knows them
 */
export async function countReadableRows(
  pool: Pool,
  site: string,
  authorId: string,
  commentIds: readonly string[],
): Promise<number> {
  const { rows } = await pool.query<{ readable: number }>({
    name: 'erasure-readable-rows',
    text: readable,
    values: [site, authorId, commentIds],
  });
  return Number(rows[0]?.readable);
}

const readable = readableRowsSql(tablesInReach);

/** Returns true if the site has an author with this id: they signed in, or their data was sealed. */
export async function isKnownAuthor(pool: Pool, site: string, authorId: string): Promise<boolean> {
  const { rows } = await pool.query<{ known: boolean }>(
    `select exists (select from subject_keys where subject_id = $1 and site_id = $2)
         or exists (select from identities where author_id = $1 and site_id = $2) as known`,
    [authorId, site],
  );
  return rows[0]?.known === true;
}
