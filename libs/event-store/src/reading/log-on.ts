import type { Pool } from 'pg';
import type { StoredEvent } from '../event.ts';
import { EventReader } from './event-reader.ts';

const mostBytes = 1_000_000;

/** Reads the log with the caller's own connections instead of those of an EventLog. */
export function logOn(pool: Pool): {
  head(): Promise<number>;
  readAfter(position: number, limit: number): Promise<StoredEvent[]>;
} {
  const reader = new EventReader(pool);
  return {
    head: () => reader.head(),
    readAfter: async (position, limit) => (await reader.readAfter(position, { limit, bytes: mostBytes })).events,
  };
}
