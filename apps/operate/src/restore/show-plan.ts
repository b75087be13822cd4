import type { RestorePlan } from './plan.ts';
import type { VoidRecords } from './parting.ts';

/** What was found, for whoever is to say yes to it. */
export function showPlan({ validUntil, head, voids }: RestorePlan): string[] {
  const lines = [`The log ends at position ${head}; up to ${validUntil} it stands as it was published.`];
  if (head > validUntil)
    lines.push(
      `What it has behind ${validUntil} was written after the backup was put back: it is published anew, positions unchanged.`,
    );
  if (voids === undefined)
    lines.push('KAFKA_BROKERS is unset: nobody can say what was published, or read over HTTP, after the backup.');
  else if (voids.size === 0) lines.push('Kafka has nothing that the log has not: nothing is void.');
  for (const [topic, records] of voids ?? []) lines.push(...describe(topic, records));
  return lines;
}

function describe(topic: string, { count, from, to, types }: VoidRecords): string[] {
  const kinds = [...types].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([type, times]) => `${times} ${type}`);
  return [`Void in ${topic}: ${count} records, positions ${from} to ${to}: ${kinds.join(', ')}`];
}
