import type { Pool } from 'pg';

/** Where a read model stands: which generation of its tables readers see, and up to which position of the log. */
export interface Progress {
  readonly generation: number;
  readonly position: number;
  /** `stopped`: at an event it cannot apply; an operator has to look. */
  readonly status: 'active' | 'stopped';
  /**
   * The same as before: what readers see differs by the events between the positions, and by nothing else. It is another one after a stop, a resumption, a swap,
   * a position that went back, a restored or bumped log, or a database server that started again.
   */
  readonly revision: string;
}

/** How far every read model has come, by its name, in one query. */
export async function readProgress(pool: Pool): Promise<Map<string, Progress>> {
  const { rows } = await pool.query<Progress & { name: string }>({ name: 'read-progress', text: select });
  return new Map(
    rows.map(({ name, generation, position, status, revision }) => [
      name,
      { generation, position: Number(position), status, revision },
    ]),
  );
}

// A copy of a database has the revisions of its original, and differs by its own number, its table's, its log's epoch or its server's start.
const select = `
  select name, generation, position, status,
    concat_ws(' ', revision, c.tableoid, database.oid, epoch, extract(epoch from pg_postmaster_start_time())) as revision
  from projection_checkpoints c, pg_database database, (select max(epoch) as epoch from log_epochs) log
  where status in ('active', 'stopped') and datname = current_database()`;
