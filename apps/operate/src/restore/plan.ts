import type { Pool } from 'pg';
import { eventTopicsOf } from '#contracts/events/topics';
import { readSettled } from '#event-store/restoring/restoring';
import type { EventLog } from '#event-store/event-log';
import type { EventTransport } from '#messaging/event-transport';
import { readCheckpoint, type RelayCheckpoint } from '#relay/checkpoint';
import type { TopicSettings } from '#relay/topics';
import { UsedWrongly } from '../line/failures.ts';
import { lookIntoKafka } from './kafka-witness.ts';
import {
  type PartitionFindings,
  partingOf,
  publishedUpTo,
  type VoidPlace,
  voidPlaces,
  type VoidRecords,
  voidByTopic,
} from './parting.ts';
import { relayPlace } from './relay-place.ts';

/** Up to where a log and its published records agree, and how publishing continues. */
export interface RestorePlan {
  /** The last valid position. Records after it are void; the log's events after it are published in the new epoch. */
  readonly validUntil: number;
  readonly head: number;
  /** New events get positions after this one. */
  readonly seen: number;
  readonly newestSeen: number;
  /** By topic. Undefined without Kafka. */
  readonly voids: ReadonlyMap<string, VoidRecords> | undefined;
  /** Partitions with void records, and the last valid position in each. */
  readonly endings: readonly VoidEnding[];
  /** Undefined without Kafka. */
  readonly relay: RelayCheckpoint | undefined;
}

export interface VoidEnding extends VoidPlace {
  /** Undefined if no record of the partition is valid. */
  readonly last: number | undefined;
}

export interface PlanParts {
  readonly pool: Pool;
  readonly eventLog: EventLog;
  readonly kafka: { readonly transport: EventTransport; readonly topics: TopicSettings } | undefined;
  /** Given by an operator: the last position up to which consumers agree with the log. */
  readonly at: number | undefined;
  readonly everything: boolean;
}

/**
 * Number of positions to skip. Events that were stored but not published may have been read over HTTP or be known to
 * their authors, and nothing in the backup shows how many there were.
 */
const margin = 1_000_000;

/** Computes the plan without changing anything. @throws CannotDo, UsedWrongly */
export async function makePlan({ pool, eventLog, kafka, at, everything }: PlanParts): Promise<RestorePlan> {
  const { identity, begun } = await readSettled(pool);
  const head = await eventLog.head();
  if (at !== undefined && at > head)
    throw new UsedWrongly(`--at ${at}: the log ends at ${head}; use a position up to that`);
  const findings = kafka && (await lookIntoKafka({ ...questionOf(kafka), pool, identity, everything }));
  const found = [...(findings?.values() ?? [])];
  const validUntil = Math.min(head, partingOf(found), at ?? Infinity, begun ?? Infinity);
  const seen = Math.max(await seenInDatabase(pool), ...found.map((one) => one.seen));
  const relay = kafka &&
    findings && {
      ...(await relayPlace(eventLog, kafka.topics, {
        findings,
        bound: validUntil,
        believed: await readCheckpoint(pool, 'events'),
      })),
    };
  return {
    validUntil,
    head,
    relay,
    seen: begun === null ? seen + margin : seen,
    newestSeen: Math.max(0, ...found.map(({ newestEpoch }) => newestEpoch)),
    voids: findings && voidByTopic(found),
    endings: findings ? endingsOf(findings, validUntil) : [],
  };
}

function endingsOf(findings: ReadonlyMap<string, PartitionFindings>, validUntil: number): VoidEnding[] {
  const published = publishedUpTo(findings, validUntil);
  return voidPlaces(findings).map((one) => ({ ...one, last: published.get(one.place) }));
}

const questionOf = ({ transport, topics: { prefix, partitions } }: NonNullable<PlanParts['kafka']>) => ({
  transport,
  partitions,
  topics: eventTopicsOf(prefix),
});

async function seenInDatabase(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ seen: string }>(
    `select greatest(
       event_log_reach(), (select max(position) from relay_checkpoint), (select max(position) from projection_checkpoints),
       (select max(last_position) from projection_partitions), (select max(position) from idempotency_keys)
     ) as seen`,
  );
  return Number(rows[0]?.seen ?? 0);
}
