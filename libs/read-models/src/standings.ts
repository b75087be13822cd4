import type { Pool } from 'pg';

/** The state of a read model that readers see. */
interface Standing {
  /** Position in the log. */
  readonly position: number;
  /**
   * While it stays the same, changes visible to readers come only from the events between two positions. It changes
   * after a stop, a resumption, a swap of generations, a restored or bumped log, and a restart of the database server.
   */
  readonly revision: string;
}

/** By the names of the read models, including stopped ones. */
export type Standings = ReadonlyMap<string, Standing>;

/** Returns the state of every read model that readers see, in one query. */
export async function readStandings(pool: Pool): Promise<Standings> {
  const { rows } = await pool.query<Standing & { name: string }>({ name: 'read-standings', text: select });
  return new Map(rows.map(({ name, position, revision }) => [name, { position: Number(position), revision }]));
}

// A copy of a database has the same revisions, but differs in its OID, its table's OID, the epoch of its log or the
// start of its server.
const select = `
  select name, position,
    concat_ws(' ', revision, c.tableoid, database.oid, epoch, extract(epoch from pg_postmaster_start_time())) as revision
  from projection_checkpoints c, pg_database database, (select max(epoch) as epoch from log_epochs) log
  where status in ('active', 'stopped') and datname = current_database()`;
