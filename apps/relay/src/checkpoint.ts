import type { Pool } from 'pg';

/** The last position published to each `topic/partition`. */
export type Previous = Readonly<Record<string, number>>;

export interface RelayCheckpoint {
  readonly position: number;
  readonly previous: Previous;
  /**
   * The newest epoch of the log whose mark is in every partition; the first has none. Where it is not said, it stays.
   */
  readonly marked?: number;
  /** The offset of the next record of each `topic/partition`, a decimal string. Where it is not said, it stays. */
  readonly ends?: Readonly<Record<string, string>>;
}

/** What is carried from the log to Kafka, each with a checkpoint of its own. */
export type Line = 'events' | 'article-counts';

const nothing: RelayCheckpoint = { position: 0, previous: {} };

/** Takes the checkpoint over for this epoch: from now on, a relay of an older epoch cannot move it. */
export async function takeCheckpoint(pool: Pool, line: Line, epoch: number): Promise<RelayCheckpoint> {
  const { rows } = await pool.query<RelayCheckpoint>(
    `insert into relay_checkpoint as known (name, epoch, position, previous) values ($1, $2, 0, '{}')
     on conflict (name) do update set epoch = excluded.epoch where known.epoch <= excluded.epoch
     returning position, previous, epoch_marked as marked, ends`,
    [line, epoch],
  );
  const row = rows[0];
  if (!row) throw new LeadershipLost();
  return { ...row, position: Number(row.position) };
}

/**
 * Moves the checkpoint from where this relay left it, without waiting for the disk: a crash of the database may take
 * the move back, and what was published is published again, as after any doubt.
 * @throws LeadershipLost when somebody with a newer epoch, or a position of their own, was here
 */
export async function moveCheckpoint(
  pool: Pool,
  { line, epoch, from, to }: { line: Line; epoch: number; from: number; to: RelayCheckpoint },
): Promise<void> {
  const { rowCount } = await pool.query({
    name: 'relay-checkpoint',
    text: `with lazily as materialized (select set_config('synchronous_commit', 'off', true))
           update relay_checkpoint
           set position = $4, previous = $5, epoch_marked = coalesce($6, epoch_marked), ends = coalesce($7, ends), updated_at = now()
           from lazily
           where name = $1 and epoch = $2 and position = $3`,
    values: [
      line,
      epoch,
      from,
      to.position,
      JSON.stringify(to.previous),
      to.marked,
      to.ends && JSON.stringify(to.ends),
    ],
  });
  if (rowCount !== 1) throw new LeadershipLost();
}

export async function readCheckpoint(pool: Pool, line: Line): Promise<RelayCheckpoint> {
  const { rows } = await pool.query<RelayCheckpoint>(
    'select position, previous, epoch_marked as marked from relay_checkpoint where name = $1',
    [line],
  );
  return rows[0] ? { ...rows[0], position: Number(rows[0].position) } : nothing;
}

/** Milliseconds since a line's checkpoint moved, by the database's clock; 0 while there is none. */
export async function msSinceMoved(pool: Pool, line: Line): Promise<number> {
  const { rows } = await pool.query<{ ms: number }>(
    `select (extract(epoch from clock_timestamp() - updated_at) * 1000)::float8 as ms from relay_checkpoint where name = $1`,
    [line],
  );
  return rows[0]?.ms ?? 0;
}

/** Another relay leads. What this one sent last may be repeated by it; consumers drop repeats by position. */
export class LeadershipLost extends Error {
  override readonly name = 'LeadershipLost';
}
