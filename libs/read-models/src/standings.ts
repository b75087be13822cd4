import type { Pool } from 'pg';

/** What readers see of a read model. */
interface Standing {
  /** Up to which position of the log. */
  readonly position: number;
  /**
   * The same as before: what readers see differs by the events between the positions, and by nothing else. It is
   * another one after a stop, a resumption, a swap, a restored or bumped log, or a database server that started again.
   */
  readonly revision: string;
}

/** By the names of the read models, stopped ones too. */
export type Standings = ReadonlyMap<string, Standing>;

/** What readers see of every read model, in one query. */
export async function readStandings(pool: Pool): Promise<Standings> {
  const { rows } = await pool.query<Standing & { name: string }>({ name: 'read-standings', text: select });
  return new Map(rows.map(({ name, position, revision }) => [name, { position: Number(position), revision }]));
}

// A copy of a database has the revisions of its original, and differs by its own number, its table's, its log's epoch
// or its server's start.
const select = `
  select name, position,
    concat_ws(' ', revision, c.tableoid, database.oid, epoch, extract(epoch from pg_postmaster_start_time())) as revision
  from projection_checkpoints c, pg_database database, (select max(epoch) as epoch from log_epochs) log
  where status in ('active', 'stopped') and datname = current_database()`;
