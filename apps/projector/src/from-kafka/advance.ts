import type { Pool } from 'pg';
import type { Checkpoint } from '#read-models/checkpoints';
import type { Milestone, PlacePositions } from './milestones.ts';

/** One database snapshot: the position of the relay and of the projections that are fed from Kafka. */
export interface KafkaStanding {
  /** Undefined if no relay has ever run. */
  readonly relay: Milestone | undefined;
  readonly projections: readonly StandingProjection[];
}

/** The generation that readers see, and the position of each partition that is beyond its checkpoint. */
export interface StandingProjection extends Checkpoint {
  readonly name: string;
  readonly applied: PlacePositions;
}

export async function readStanding(pool: Pool, names: readonly string[]): Promise<KafkaStanding> {
  const { rows } = await pool.query<StandingRow>({ name: 'read-standing', text: readSql, values: [names] });
  const [row] = rows;
  return {
    relay: row?.relay == null ? undefined : { position: row.relay, published: placePositions(row.published) },
    projections: (row?.projections ?? []).map(({ applied, ...projection }) => ({
      ...projection,
      applied: placePositions(applied),
    })),
  };
}

interface StandingRow {
  readonly relay: number | null;
  readonly published: Positions | null;
  readonly projections:
    readonly (Omit<StandingProjection, 'applied'> & { readonly applied: Positions | null })[] | null;
}

type Positions = Readonly<Record<string, number>>;

const placePositions = (positions: Positions | null): PlacePositions => new Map(Object.entries(positions ?? {}));

const readSql = `
  select relay.position::float8 as relay, relay.previous as published, (
    select json_agg(json_build_object(
      'name', c.name, 'generation', c.generation, 'definition', c.definition, 'status', c.status, 'position', c.position,
      'stoppedAt', c.stopped_at, 'error', c.error, 'applied', (
        select json_object_agg(topic || '/' || partition, last_position) from projection_partitions p
        where p.name = c.name and p.generation = c.generation and p.last_position > c.position
      )
    ))
    from projection_checkpoints c where c.name = any ($1) and c.status in ('active', 'stopped')
  ) as projections
  from (values (1)) one left join relay_checkpoint relay on relay.name = 'events'`;

/** A generation and the new position of its checkpoint. */
export type CheckpointMove = Pick<StandingProjection, 'name' | 'generation' | 'position'>;

/**
 * Moves checkpoints forward and returns the names of those moved. Skips generations that were stopped or replaced
 * meanwhile. Events up to the new position are in the database's WAL before this update, so a crash loses this first.
 */
export async function moveCheckpoints(pool: Pool, moves: readonly CheckpointMove[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ name: string }>({
    name: 'move-checkpoints',
    text: moveSql,
    values: [
      moves.map(({ name }) => name),
      moves.map(({ generation }) => generation),
      moves.map(({ position }) => position),
    ],
  });
  return new Set(rows.map(({ name }) => name));
}

const moveSql = `
  with lazily as materialized (select set_config('synchronous_commit', 'off', true))
  update projection_checkpoints c set position = m.position, updated_at = clock_timestamp()
  from unnest($1::text[], $2::int[], $3::bigint[]) m (name, generation, position), lazily
  where c.name = m.name and c.generation = m.generation and c.status = 'active' and c.position < m.position
  returning c.name`;

/** The last position that the relay published to each `topic/partition`. */
export async function readPublished(pool: Pool): Promise<PlacePositions> {
  return (await readStanding(pool, [])).relay?.published ?? new Map<string, number>();
}
