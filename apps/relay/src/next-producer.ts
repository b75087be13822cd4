import type { Pool } from 'pg';
import type { ProducerIdentity } from '#messaging/kafkajs/producer-identity';
import { LeadershipLost, type Line } from './checkpoint.ts';

/** Identifies the caller that needs a producer. */
export interface Producing {
  readonly line: Line;
  /** Epoch of the lease. */
  readonly epoch: number;
  /** The log and its newest epoch, as the label in records. */
  readonly log: string;
}

/** The last epoch of a producer id: brokers store it in 15 bits. */
const lastEpoch = 32_767;
/** Step after a restore: the backup may lack up to this many epochs used since it was made. */
const restoredStep = 1000;

/**
 * Assigns the next producer of a line, durably before it sends anything: the same id with a higher epoch. After 32,767
 * epochs an id is used up and `fresh` provides the next. Nothing then fences records still in flight from the last one.
 * @throws LeadershipLost if a relay with a newer lease was assigned one: an older relay must not come after it
 */
export async function nextProducer(
  pool: Pool,
  { line, epoch, log }: Producing,
  fresh: () => Promise<string>,
): Promise<ProducerIdentity> {
  const { rows: raised } = await pool.query<Row>(
    `update relay_producers
     set producer_epoch = producer_epoch + case when log = $3 then 1 else $4 end, lease_epoch = $2, log = $3
     where line = $1 and lease_epoch <= $2 and producer_epoch + case when log = $3 then 1 else $4 end <= $5
     returning ${columns}`,
    [line, epoch, log, restoredStep, lastEpoch],
  );
  if (raised[0]) return raised[0];
  const { rows: begun } = await pool.query<Row>(
    `insert into relay_producers as known (line, lease_epoch, log, producer_id, producer_epoch) values ($1, $2, $3, $4, 0)
     on conflict (line) do update
       set lease_epoch = excluded.lease_epoch, log = excluded.log, producer_id = excluded.producer_id, producer_epoch = 0
       where known.lease_epoch <= excluded.lease_epoch
     returning ${columns}`,
    [line, epoch, log, await fresh()],
  );
  if (!begun[0]) throw new LeadershipLost();
  return begun[0];
}

type Row = ProducerIdentity;
const columns = 'producer_id as "producerId", producer_epoch as epoch';
