import type { Pool } from 'pg';
import { eventTopicsOf } from '#contracts/events/topics';
import type { EventLog } from '#event-store/event-log';
import { examine } from '#projector/doctor/examine';
import { allProjections } from '#read-models/all-projections';
import { readProgress } from '#read-models/progress';
import { faultsIn, misplaced, readLog, readTopics } from './topic-oracle.ts';

/** A log, the topics that it is published to, and the read models that are projected from them. */
export interface Installation {
  readonly brokers: readonly string[];
  readonly prefix: string;
  readonly partitions: number;
  readonly pool: Pool;
  readonly log: EventLog;
}

/**
 * Returns the violations of the four invariants, which hold after any fault. Every event of the log up to the relay's
 * checkpoint is in its topic. First occurrences are in the order of positions in each partition. No chain of `prev` is
 * broken. The read models equal a replay of the log. Call it only once `isAtRest` returns true.
 */
export async function brokenInvariants(installation: Installation): Promise<string[]> {
  return [...(await topicFaults(installation)), ...(await readModelFaults(installation))];
}

/** Violations of the first three invariants, which compare the topics with the log. */
export async function topicFaults({ brokers, prefix, partitions, pool }: Installation): Promise<string[]> {
  const records = await readTopics(brokers, eventTopicsOf(prefix));
  const elsewhere = misplaced(records, partitions).map(({ key }) => `${key} is in the wrong partition`);
  return [...faultsIn(records, await readLog(pool)), ...elsewhere];
}

/** Violations of the fourth invariant: the lines of `npm run doctor` that begin with WRONG. */
export async function readModelFaults({ pool, log }: Pick<Installation, 'pool' | 'log'>): Promise<string[]> {
  const wrong: string[] = [];
  let examined = 0;
  for await (const { isRight, line } of examine(allProjections, { pool, eventLog: log })) {
    examined += 1;
    if (!isRight) wrong.push(line);
  }
  if (examined < allProjections.length) throw new Error(`npm run doctor examined only ${examined} read models`);
  return wrong;
}

/** True when every event of the log is published and projected into every read model. */
export async function isAtRest({ pool, log }: Pick<Installation, 'pool' | 'log'>): Promise<boolean> {
  const head = await log.head();
  const { checkpoint } = await readLog(pool);
  const progress = await readProgress(pool);
  return checkpoint === head && allProjections.every(({ name }) => progress.get(name)?.position === head);
}
