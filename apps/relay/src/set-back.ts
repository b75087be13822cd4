import type { Pool } from 'pg';
import type { RelayCheckpoint } from './checkpoint.ts';

/**
 * Lets publishing continue from where Kafka and the log agree, after a restore; consumers drop repeats by position.
 * Counts start over because of the new epoch. Events that are not in the log any more are no longer parked.
 */
export async function setBackRelay(
  transaction: Pick<Pool, 'query'>,
  { position, previous }: RelayCheckpoint,
): Promise<void> {
  await transaction.query(
    `insert into relay_checkpoint (name, epoch, position, previous) values ('events', 0, $1, $2)
     on conflict (name) do update set position = excluded.position, previous = excluded.previous, ends = excluded.ends, updated_at = now()`,
    [position, JSON.stringify(previous)],
  );
  await transaction.query(
    'delete from relay_parked p where not exists (select from events e where e.position = p.position)',
  );
}

/** The same without Kafka: what was published beyond that position is unknown. */
export async function boundRelay(transaction: Pick<Pool, 'query'>, position: number): Promise<void> {
  await transaction.query(
    `update relay_checkpoint set position = least(position, $1), updated_at = now() where name = 'events'`,
    [position],
  );
}
