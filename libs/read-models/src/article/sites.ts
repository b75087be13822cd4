import type { Pool } from 'pg';

/**
 * Returns every site that has an article, in alphabetical order. Costs one index lookup per site, whatever the number
 * of articles.
 */
export async function knownSites(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ site_id: string }>({ name: 'known-sites', text: looseScan });
  return rows.map((row) => row.site_id);
}

const looseScan = `
  with recursive sites as (
    (select site_id from read.articles order by site_id limit 1)
    union all
    select (select site_id from read.articles a where a.site_id > sites.site_id order by a.site_id limit 1)
    from sites where sites.site_id is not null
  )
  select site_id from sites where site_id is not null`;
