import type { Pool } from 'pg';
import { partitionName } from '#contracts/topic-partition';
import { isTransient } from '../apply/failure.ts';
import { type Applied, type PlacedStretch, applyTogether } from './apply-records.ts';
import type { FedProjection } from './fed-projection.ts';

/** Up to this many records, a transaction per projection costs more than the work in it. */
const few = 200;

/**
 * Applies the records of some partitions to all projections: few records in one transaction for all projections, many
 * in one transaction each, concurrently. If an unreadable event or a hole prevents that, each projection takes the
 * partitions by itself, one after the other.
 */
export async function takeTogether(
  pool: Pool,
  fed: readonly FedProjection[],
  stretches: readonly PlacedStretch[],
): Promise<void> {
  // The same partition may occur twice: read before and after a rebalance.
  const together = [...new Map(stretches.toReversed().map((one) => [partitionName(one.place), one])).values()];
  const records = together.reduce((sum, { records }) => sum + records.length, 0);
  const free = fed.filter(({ isHeldBack }) => !isHeldBack);
  const groups = records <= few ? [free] : free.map((one) => [one]);
  for (const one of fed) if (one.isHeldBack) await one.take(stretches, new Map());
  await Promise.all(
    groups.map(async (group) => {
      const applied = await applyIfPossible(pool, group, together);
      await Promise.all(
        group.map((one, own) => {
          const outcomes = together.flatMap((stretch, at): [PlacedStretch, Applied][] => {
            const outcome = applied[own]?.[at];
            return outcome ? [[stretch, outcome]] : [];
          });
          return one.take(stretches, new Map(outcomes));
        }),
      );
    }),
  );
}

async function applyIfPossible(
  pool: Pool,
  group: readonly FedProjection[],
  stretches: readonly PlacedStretch[],
): Promise<readonly (readonly Applied[])[]> {
  if (stretches.length === 0) return [];
  try {
    return await applyTogether(
      pool,
      group.map(({ projection }) => projection),
      stretches,
    );
  } catch (error) {
    if (isTransient(error)) throw error;
    return [];
  }
}
