import type { Pool } from 'pg';
import { eventTopicsOf } from '#contracts/events/topics';
import type { EventLog } from '#event-store/event-log';
import { examine } from '#projector/doctor/examine';
import { allProjections } from '#read-models/all-projections';
import { readProgress } from '#read-models/progress';
import { faultsIn, misplaced, readLog, readTopics } from './topic-oracle.ts';

/** A log, the topics that it is published to, and the read models that are made from them. */
export interface Installation {
  readonly brokers: readonly string[];
  readonly prefix: string;
  readonly partitions: number;
  readonly pool: Pool;
  readonly log: EventLog;
}

/**
 * What of the four does not hold once everything rests, whatever was done before: every event of the log up to the
 * relay's checkpoint is in its topic; first occurrences are in the order of positions in each partition; no chain of
 * `prev` is broken; the read models are what a replay makes of the log. Empty when all is well. Whoever asks waits for
 * rest first: see `isAtRest`.
 */
export async function brokenInvariants(installation: Installation): Promise<string[]> {
  return [...(await topicFaults(installation)), ...(await readModelFaults(installation))];
}

/** The first three: what the topics hold, beside the log. */
export async function topicFaults({ brokers, prefix, partitions, pool }: Installation): Promise<string[]> {
  const records = await readTopics(brokers, eventTopicsOf(prefix));
  const elsewhere = misplaced(records, partitions).map(({ key }) => `${key} is in the wrong partition`);
  return [...faultsIn(records, await readLog(pool)), ...elsewhere];
}

/** The fourth: the lines of `npm run doctor` that say WRONG. */
export async function readModelFaults({ pool, log }: Pick<Installation, 'pool' | 'log'>): Promise<string[]> {
  const wrong: string[] = [];
  let examined = 0;
  for await (const { isRight, line } of examine(allProjections, { pool, eventLog: log })) {
    examined += 1;
    if (!isRight) wrong.push(line);
  }
  if (examined < allProjections.length) throw new Error(`only ${examined} things were examined`);
  return wrong;
}

/** Whether everything in the log is published, and every read model has seen it. */
export async function isAtRest({ pool, log }: Pick<Installation, 'pool' | 'log'>): Promise<boolean> {
  const head = await log.head();
  const { checkpoint } = await readLog(pool);
  const progress = await readProgress(pool);
  return checkpoint === head && allProjections.every(({ name }) => progress.get(name)?.position === head);
}
