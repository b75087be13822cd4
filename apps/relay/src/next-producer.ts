import type { Pool } from 'pg';
import type { ProducerIdentity } from '#messaging/kafkajs/producer-identity';
import { LeadershipLost, type Line } from './checkpoint.ts';

/** For whom a producer is wanted. */
export interface Producing {
  readonly line: Line;
  /** Of the lease. */
  readonly epoch: number;
  /** The log and its newest epoch, as records say it. */
  readonly log: string;
}

/** The last epoch of an id: brokers hold it in 15 bits. */
const lastEpoch = 32_767;
/** A restored backup says of producers what was true when it was made: as many may have come since. */
const restoredStep = 1000;

/**
 * Names the next producer of a line, durably before it sends anything: the same id with a higher epoch. After 32,767 of
 * them an id is used up, and the next one is `fresh`: nothing fences what the very last one left on its way.
 * @throws LeadershipLost where a relay with a newer lease has named one: an older relay must not come before it again
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
