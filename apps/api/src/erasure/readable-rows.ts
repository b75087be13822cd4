import type { Pool } from 'pg';
import { eventStoreTables } from '#event-store/held-tables';
import type { HeldTables } from '#platform/held-tables';
import { allProjections } from '#read-models/all-projections';
import { apiTables } from '../foundation/held-tables.ts';
import { readableRowsSql } from './readable-rows-sql.ts';

/** The read models that hold something personal. */
export const personalReadModels = allProjections
  .filter(({ holds }) => Object.values(holds).some(({ personal }) => personal))
  .map(({ name }) => name);

/** Where an erasure looks for what it removed: under the names by which this room reads. */
export const tablesInReach: HeldTables = {
  ...eventStoreTables,
  ...apiTables,
  ...Object.fromEntries(
    allProjections.flatMap(({ holds }) => Object.entries(holds).map(([table, held]) => [`read.${table}`, held])),
  ),
};

/**
 * How many rows still say something personal about somebody, of all tables that do. The comments are given by their
 * ids, since little is indexed by author; the log knows them all.
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

/** Whether this site ever knew somebody by this id: they signed in, or something of theirs was sealed. */
export async function isKnownAuthor(pool: Pool, site: string, authorId: string): Promise<boolean> {
  const { rows } = await pool.query<{ known: boolean }>(
    `select exists (select from subject_keys where subject_id = $1 and site_id = $2)
         or exists (select from identities where author_id = $1 and site_id = $2) as known`,
    [authorId, site],
  );
  return rows[0]?.known === true;
}
