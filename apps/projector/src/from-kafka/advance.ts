import type { Pool } from 'pg';
import type { Checkpoint } from '#read-models/checkpoints';

/**
 * Moves the checkpoint of every projection that is fed from Kafka as far as it is true that everything up to it was applied, and answers where
 * each one stands then. A partition that has applied all that the relay published to it counts as being where the relay is; the others count
 * as what they applied last, and the least of these is the checkpoint. One statement, thus one moment of the database for the relay's place and
 * the partitions'. Never moves a checkpoint back. A projection that is stopped stays where it is.
 */
export async function advanceCheckpoints(pool: Pool, names: readonly string[]): Promise<Map<string, Checkpoint>> {
  const { rows } = await pool.query<Checkpoint & { name: string }>({
    name: 'advance-checkpoints',
    text: advance,
    values: [names],
  });
  return new Map(
    rows.map(({ name, stoppedAt, ...row }) => [
      name,
      { ...row, position: Number(row.position), stoppedAt: stoppedAt === null ? null : Number(stoppedAt) },
    ]),
  );
}

const advance = `
  with lazily as materialized (select set_config('synchronous_commit', 'off', true)),
  relay as materialized (select position, previous from relay_checkpoint where name = 'events'),
  published as materialized (
    select split_part(place, '/', 1) as topic, split_part(place, '/', 2)::int as partition, last::bigint
    from relay, jsonb_each_text(previous) each(place, last)
  ),
  reached as materialized (
    select c.name, c.generation, coalesce(
      (
        select min(greatest(p.last_position, c.position))
        from published left join projection_partitions p
          on p.name = c.name and p.generation = c.generation
          and p.topic = published.topic and p.partition = published.partition
        where published.last > greatest(p.last_position, c.position)
      ),
      relay.position
    ) as position
    from projection_checkpoints c, relay
    where c.name = any ($1) and c.status = 'active'
  ),
  moved as (
    update projection_checkpoints c set position = reached.position, updated_at = clock_timestamp()
    from reached, lazily
    where c.name = reached.name and c.generation = reached.generation and c.status = 'active'
      and c.position < reached.position
    returning c.name, c.generation, c.position
  )
  select c.name, c.generation, c.definition, c.status, coalesce(moved.position, c.position) as position,
    c.stopped_at as "stoppedAt", c.error
  from projection_checkpoints c left join moved using (name, generation)
  where c.name = any ($1) and c.status in ('active', 'stopped')`;

/** The last position that the relay published to each `topic/partition`. */
export async function readPublished(pool: Pool): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ previous: Record<string, number> }>(
    `select previous from relay_checkpoint where name = 'events'`,
  );
  return new Map(Object.entries(rows[0]?.previous ?? {}));
}
