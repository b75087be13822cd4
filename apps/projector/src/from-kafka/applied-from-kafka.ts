import type { Pool } from 'pg';
import type { StoredEvent } from '#event-store/event';
import type { Checkpoint } from '#read-models/checkpoints';
import { type PartitionStanding, forgetPartitions, readPartitions } from '#read-models/partitions';
import type { Transaction } from '#read-models/projection';
import type { Log } from '../apply/shared-reading.ts';
import type { KafkaPlace } from './apply-records.ts';
import { isIn } from './refill.ts';

/** Events that a projection applied from Kafka beyond its checkpoint. Reading from the log skips them, up to `end`. */
export interface AppliedFromKafka {
  readonly positions: ReadonlySet<number>;
  readonly end: number;
}

export const nothingBeyond: AppliedFromKafka = { positions: new Set(), end: 0 };

const pageSize = 5000;

/**
 * Finds the events between a projection's checkpoint and `upTo` that it has applied from Kafka already: partitions do
 * not wait for each other.
 */
export async function aheadOfCheckpoint(
  connection: Transaction,
  log: Pick<Log, 'readAfter'>,
  name: string,
  checkpoint: number,
  upTo = Infinity,
): Promise<AppliedFromKafka> {
  const standings = withCounts(await readPartitions(connection, name));
  const ahead = standings.filter(({ lastPosition }) => lastPosition > checkpoint);
  const end = Math.min(upTo, Math.max(0, ...ahead.map(({ lastPosition }) => lastPosition)));
  const positions = new Set<number>();
  for (let after = checkpoint; after < end;) {
    const page = await log.readAfter(after, pageSize);
    for (const event of page) if (ahead.some((place) => hasApplied(place, event))) positions.add(event.position);
    after = page.at(-1)?.position ?? end;
  }
  return { positions, end };
}

/**
 * The same for a projection that now reads the log from its checkpoint on. Deletes its partition positions once the
 * checkpoint has passed them all.
 */
export async function appliedFromKafka(
  pool: Pool,
  log: Pick<Log, 'readAfter'>,
  name: string,
  { position }: Pick<Checkpoint, 'position'>,
): Promise<AppliedFromKafka> {
  const ahead = await aheadOfCheckpoint(pool, log, name, position);
  if (ahead.end === 0) await forgetPartitions(pool, name);
  return ahead;
}

const hasApplied = (place: PartitionStanding & KafkaPlace, event: StoredEvent): boolean =>
  event.position <= place.lastPosition && isIn(place, event);

/** Adds the number of partitions: every partition of a topic has a row from the first record on. */
const withCounts = (standings: readonly PartitionStanding[]) =>
  standings.map((one) => ({ ...one, partitions: standings.filter(({ topic }) => topic === one.topic).length }));
