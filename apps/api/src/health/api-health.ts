import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { type HealthReason, healthReasonCodes } from '#contracts/health-reasons';
import { newestLabel } from '#contracts/log-identity';
import { EventLog } from '#event-store/event-log';
import { logOn } from '#event-store/reading/log-on';
import { readLogIdentity } from '#event-store/restoring/log-identity';
import { writeFaults } from '#event-store/writability';
import { databaseHealth } from '#platform/health/database-health';
import type { Health, HealthCheck } from '#platform/health/health';
import { showHealth } from '#platform/health/health-metrics';
import { probePool } from '#platform/health/probe-pool';
import { projectionFaults, projectorFaults } from '#read-models/projection-faults';
import { projectionsHealth } from '#read-models/projections-health';
import { erasuresHealth } from '../erasure/erasure-attempts.ts';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';

/** The health of an API process, with that of everything that its readers and moderators depend on. */
@Injectable()
export class ApiHealth implements OnApplicationShutdown {
  private readonly health: Health;
  private readonly probes: Pool;

  constructor(
    pool: Pool,
    @Inject(EventLog) log: Pick<EventLog, 'outcomes'>,
    @Given() given: Pick<ApiDependencies, 'checks'>,
  ) {
    const probes = probePool(pool);
    this.probes = probes;
    this.health = databaseHealth(pool, probes, [
      { name: 'log', read: async () => ({ details: { log: newestLabel(await readLogIdentity(probes)) } }) },
      { name: 'writes', read: async () => ({ reasons: await writeFaults(probes, log.outcomes) }) },
      { name: 'reads', read: () => readThreads(probes), otherwise: readsBlocked },
      ...given.checks.map((check) => check(probes)),
      { name: 'projections', read: () => projections(probes) },
      { name: 'projectors', read: async () => ({ reasons: await projectorFaults(probes) }) },
      { name: 'erasures', read: () => erasures(probes) },
    ]);
    showHealth(this.health, healthReasonCodes);
  }

  now(): ReturnType<Health['now']> {
    return this.health.now();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.probes.end();
  }
}

const readsBlocked: HealthReason = {
  code: 'reads-blocked',
  message: 'The read models of threads are locked, or were never created: look for locks in PostgreSQL.',
};

async function readThreads(probes: Pool): ReturnType<HealthCheck['read']> {
  await probes.query('select (select true from read.comments limit 1), (select true from read.articles limit 1)');
  return {};
}

async function projections(probes: Pool): ReturnType<HealthCheck['read']> {
  const details = await projectionsHealth(probes, logOn(probes));
  return { details, reasons: projectionFaults(details.projections) };
}

async function erasures(probes: Pool): ReturnType<HealthCheck['read']> {
  const found = await erasuresHealth(probes);
  if (!found.overdue) return { details: { erasures: found } };
  const message = `An erasure is not complete after an hour (unfinished: ${found.unfinished}): see “Erasures that are not complete” in docs/production.md.`;
  return { details: { erasures: found }, reasons: [{ code: 'erasure-overdue', message }] };
}
