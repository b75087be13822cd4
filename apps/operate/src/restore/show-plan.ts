import type { RestorePlan } from './plan.ts';
import type { VoidRecords } from './parting.ts';

/** Describes a plan for the operator who must confirm it. */
export function showPlan({ validUntil, head, voids }: RestorePlan): string[] {
  const lines = [`The log ends at position ${head}; its events up to ${validUntil} match what was published.`];
  if (head > validUntil)
    lines.push(
      `Its events after position ${validUntil} were written after the backup was restored: they are published again, with the same positions.`,
    );
  if (voids === undefined)
    lines.push('KAFKA_BROKERS is not set: what was published or read over HTTP after the backup is unknown.');
  else if (voids.size === 0) lines.push('Kafka has no event that the log lacks: nothing is void.');
  for (const [topic, records] of voids ?? []) lines.push(...describe(topic, records));
  return lines;
}

function describe(topic: string, { count, from, to, types }: VoidRecords): string[] {
  const kinds = [...types].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([type, times]) => `${times} ${type}`);
  return [`Void in ${topic}: ${count} records, positions ${from} to ${to}: ${kinds.join(', ')}`];
}
