import type { Pool } from 'pg';
import type { StoredEvent } from '#event-store/event';

/** The reason why each event was parked, by position. */
export type Parked = ReadonlyMap<number, string>;

/** The parked events after one position, up to another. */
export async function readParked(pool: Pool, after: number, upTo: number): Promise<Parked> {
  const { rows } = await pool.query<{ position: number; reason: string }>({
    name: 'relay-parked',
    text: 'select position, reason from relay_parked where position > $1 and position <= $2',
    values: [after, upTo],
  });
  return new Map(rows.map(({ position, reason }) => [Number(position), reason]));
}

/** Parks an event: a stub takes its place in Kafka. Parking it again only changes the reason. */
export async function parkEvent(pool: Pool, position: number, reason: string): Promise<void> {
  await pool.query(
    `insert into relay_parked (position, reason) values ($1, $2)
     on conflict (position) do update set reason = excluded.reason`,
    [position, reason],
  );
}

/**
 * The event that is published instead of a parked one. It keeps the ids, and so its subject and partition; all other
 * data is replaced by the reason.
 */
export function stubOf(event: StoredEvent, reason: string): StoredEvent {
  const ids = Object.fromEntries(Object.entries(event.data).filter(([name]) => idNames.has(name)));
  return { ...event, sealed: null, data: { ...ids, parked: true, reason } };
}

const idNames = new Set(['commentId', 'articleId', 'authorId']);
