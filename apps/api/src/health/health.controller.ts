import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Pool } from 'pg';
import { register } from 'prom-client';
import { z } from 'zod';
import { newestLabel } from '#contracts/log-identity';
import { EventLog } from '#event-store/event-log';
import { projectionsHealth } from '#read-models/projections-health';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { erasuresHealth } from '../erasure/erasure-attempts';
import { Route } from '../routes/access';

const Health = z.object({
  status: z.string(),
  log: z.string().optional().describe('the log of this database and its newest epoch, `<log id>.<epoch>`'),
});

/** For load balancers and operators. Ready means: PostgreSQL answers. A broker that is away, a relay or a projection that stalls, an erasure that does not end are details: readers are served. */
@Controller()
export class HealthController {
  constructor(
    private readonly pool: Pool,
    private readonly log: EventLog,
    @Given() private readonly given: Pick<ApiDependencies, 'brokerHealth'>,
  ) {}

  @Get('health/live')
  @Route({
    access: 'public',
    summary: 'The process is up',
    tag: 'Operators',
    unlimited: 'a constant',
    answers: { 200: Health },
  })
  live() {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @Route({
    access: 'public',
    summary: 'The database answers; broker and lag as details',
    limited: 'read',
    tag: 'Operators',
    answers: { 200: Health, 503: Health },
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    try {
      const [broker, projections, erasures, identity] = await Promise.all([
        this.given.brokerHealth(),
        projectionsHealth(this.pool, this.log),
        erasuresHealth(this.pool),
        this.log.identity(),
      ]);
      return { status: 'ok', database: 'ok', log: newestLabel(identity), broker, ...projections, erasures };
    } catch {
      reply.code(503).header('retry-after', '1');
      return { status: 'unavailable', database: 'unavailable' };
    }
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  @Route({
    access: 'public',
    summary: 'Prometheus metrics',
    tag: 'Operators',
    unlimited: 'numbers in memory, needed most when nothing else answers; a proxy keeps them from the outside',
    answers: { 200: z.string() },
  })
  metrics(): Promise<string> {
    return register.metrics();
  }
}
