import type { Pool } from 'pg';
import type { HealthReason } from '#contracts/health-reasons';
import { logOn } from '#event-store/reading/log-on';
import { readOnlyFaults } from '#event-store/writability';
import { databaseHealth } from '#platform/health/database-health';
import type { Health, HealthCheck } from '#platform/health/health';
import { projectionFaults } from '#read-models/projection-faults';
import { projectionsHealth } from '#read-models/projections-health';
import type { ReadingFromKafka } from './from-kafka/kafka-source.ts';
import type { RunningProjector } from './start-projector.ts';

type Shown = Pick<RunningProjector, 'readingFromKafka' | 'projections'>;

/**
 * The health of a projector: its read models, and its reading from Kafka.
 * @param probes connections of the health checks
 */
export const projectorHealth = (pool: Pool, probes: Pool, projector: Shown): Health =>
  databaseHealth(pool, probes, [
    { name: 'reading', read: async () => reading(projector.readingFromKafka()) },
    { name: 'projections', read: () => projections(probes, projector) },
    { name: 'writes', read: async () => ({ reasons: await readOnlyFaults(probes) }) },
  ]);

async function projections(probes: Pool, { projections: known }: Shown): ReturnType<HealthCheck['read']> {
  const details = await projectionsHealth(probes, logOn(probes), known);
  return { details, reasons: projectionFaults(details.projections) };
}

function reading(from: ReadingFromKafka | null): Awaited<ReturnType<HealthCheck['read']>> {
  if (from === null) return { details: { source: 'log' } };
  return { details: { source: 'kafka', reading: from }, reasons: readingFaults(from) };
}

function readingFaults({ stalled, stopped }: ReadingFromKafka): HealthReason[] {
  const reasons: HealthReason[] = [];
  if (stalled)
    reasons.push({
      code: 'reading-stalled',
      message:
        'Records wait in Kafka, and none was read for a minute: are the brokers reachable? Restart the projector.',
    });
  if (stopped.length > 0)
    reasons.push({
      code: 'partition-stopped',
      message: `These partitions are stopped before a record that Colloquy did not write: ${stopped.join(', ')}. See “A partition that is stopped” in docs/monitoring.md.`,
    });
  return reasons;
}
