import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import { projectionsHealth } from '#read-models/projections-health';
import type { RunningProjector } from './start-projector.ts';

/**
 * The readiness of a projector. Details, which do not make it unready: that no record was read from Kafka for a minute,
 * and which partitions are stopped before an unreadable record.
 * @throws while the database is unavailable
 */
export async function projectorReadiness(
  pool: Pool,
  eventLog: Pick<EventLog, 'head' | 'readAfter'>,
  projector: Pick<RunningProjector, 'readingFromKafka' | 'projections'>,
): Promise<Readonly<Record<string, unknown>>> {
  const health = await projectionsHealth(pool, eventLog, projector.projections);
  const reading = projector.readingFromKafka();
  return { source: reading === null ? 'log' : 'kafka', ...(reading && { reading }), ...health };
}
