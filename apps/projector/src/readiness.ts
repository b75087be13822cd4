import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import { readProgress } from '#read-models/progress';
import type { RunningProjector } from './start-projector';

/** What an operator sees of a projector. That nothing was read from Kafka for a minute is a detail. @throws while the database is away */
export async function projectorReadiness(
  pool: Pool,
  eventLog: Pick<EventLog, 'head'>,
  projector: Pick<RunningProjector, 'readingFromKafka'>,
): Promise<Readonly<Record<string, unknown>>> {
  const [head, progress] = await Promise.all([eventLog.head(), readProgress(pool)]);
  const projections = Object.fromEntries(
    Array.from(progress, ([name, { position, status }]) => [name, { status, lag: Math.max(0, head - position) }]),
  );
  const reading = projector.readingFromKafka();
  return { source: reading === null ? 'log' : 'kafka', ...(reading && { reading }), head: String(head), projections };
}
