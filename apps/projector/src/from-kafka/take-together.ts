import type { Pool } from 'pg';
import { partitionName } from '#contracts/topic-partition';
import { isTransient } from '../apply/failure.ts';
import { type Applied, type PlacedStretch, applyTogether } from './apply-records.ts';
import type { FedProjection } from './fed-projection.ts';

/** Up to so many records a transaction for each projection costs more than what it does. */
const few = 200;

/**
 * Brings projections behind what came of some partitions: few records in one transaction for all projections, many in
 * one for each, side by side. What cannot be applied so, since an event or a hole is in the way, each projection takes
 * by itself, one partition after the other.
 */
export async function takeTogether(
  pool: Pool,
  fed: readonly FedProjection[],
  stretches: readonly PlacedStretch[],
): Promise<void> {
  // The same partition may be there twice: as it was read before a rebalance, and after it.
  const together = [...new Map(stretches.toReversed().map((one) => [partitionName(one.place), one])).values()];
  const records = together.reduce((sum, { records }) => sum + records.length, 0);
  const free = fed.filter(({ isHeldBack }) => !isHeldBack);
  const groups = records <= few ? [free] : free.map((one) => [one]);
  for (const one of fed) if (one.isHeldBack) await one.take(stretches, new Map());
  await Promise.all(
    groups.map(async (group) => {
      const applied = await applyUnlessImpossible(pool, group, together);
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

async function applyUnlessImpossible(
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
