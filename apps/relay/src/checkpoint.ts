import type { Pool } from 'pg';

/** The last position published to each `topic/partition`. */
export type Previous = Readonly<Record<string, number>>;

export interface RelayCheckpoint {
  readonly position: number;
  readonly previous: Previous;
  /**
   * The newest epoch of the log with a marker in every partition; the first epoch has none. If undefined, an update
   * keeps the stored value.
   */
  readonly marked?: number;
  /** The next offset of each `topic/partition`, as decimal strings. If undefined, an update keeps the stored value. */
  readonly ends?: Readonly<Record<string, string>>;
}

/** The two streams of records that the relay publishes; each has its own checkpoint. */
export type Line = 'events' | 'article-counts';

const nothing: RelayCheckpoint = { position: 0, previous: {} };

/** Takes over the checkpoint for this lease epoch: a relay with an older epoch cannot move it any more. */
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
 * Moves the checkpoint, without waiting for the disk. A crash of the database may undo the move; records are then
 * published again, as after any uncertain send.
 * @throws LeadershipLost if a relay with a newer epoch took the checkpoint, or it was set to another position
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

/** Milliseconds since a line's checkpoint moved, by the database's clock. 0 if there is none. */
export async function msSinceMoved(pool: Pool, line: Line): Promise<number> {
  const { rows } = await pool.query<{ ms: number }>(
    `select (extract(epoch from clock_timestamp() - updated_at) * 1000)::float8 as ms from relay_checkpoint where name = $1`,
    [line],
  );
  return rows[0]?.ms ?? 0;
}

/** Milliseconds since a time that the database recorded, by the database's clock. */
export async function msSince(pool: Pool, time: Date): Promise<number> {
  const { rows } = await pool.query<{ ms: number }>(
    'select (extract(epoch from clock_timestamp() - $1::timestamptz) * 1000)::float8 as ms',
    [time],
  );
  return rows[0]?.ms ?? 0;
}

/** Another relay leads. It may repeat what this one sent last; consumers drop repeats by position. */
export class LeadershipLost extends Error {
  override readonly name = 'LeadershipLost';
}
