import type { Pool } from 'pg';
import type { Checkpoint } from '#read-models/checkpoints';
import { type PartitionStanding, forgetPartitions, readPartitions } from '#read-models/partitions';
import type { Log } from '../shared-reading';
import { isIn } from './refill';

/** What a projection applied from Kafka beyond its checkpoint: whoever goes on from the log leaves these out, up to `end`. */
export interface AppliedFromKafka {
  readonly positions: ReadonlySet<number>;
  readonly end: number;
}

export const nothingBeyond: AppliedFromKafka = { positions: new Set(), end: 0 };

const pageSize = 5000;

/**
 * For a projection that was fed from Kafka and is now to read the log from its checkpoint on: which events some partition already brought.
 * Once there are none any more, where it stood in each partition is forgotten.
 */
export async function appliedFromKafka(
  pool: Pool,
  log: Pick<Log, 'readAfter'>,
  name: string,
  { position }: Pick<Checkpoint, 'position'>,
): Promise<AppliedFromKafka> {
  const standings = await readPartitions(pool, name);
  if (standings.length === 0) return nothingBeyond;
  const end = Math.max(...standings.map(({ lastPosition }) => lastPosition));
  if (end <= position) {
    await forgetPartitions(pool, name);
    return nothingBeyond;
  }
  const ahead = withCounts(standings).filter(({ lastPosition }) => lastPosition > position);
  const positions = new Set<number>();
  for (let after = position; after < end;) {
    const page = await log.readAfter(after, pageSize);
    for (const event of page)
      if (ahead.some((place) => event.position <= place.lastPosition && isIn(place, event)))
        positions.add(event.position);
    after = page.at(-1)?.position ?? end;
  }
  return { positions, end };
}

/** Every partition of a topic is on record from the first record on. */
const withCounts = (standings: readonly PartitionStanding[]) =>
  standings.map((one) => ({ ...one, partitions: standings.filter(({ topic }) => topic === one.topic).length }));
