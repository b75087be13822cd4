import { Controller } from '@nestjs/common';
import { Pool } from 'pg';
import { register } from 'prom-client';
import { newestLabel } from '#contracts/log-identity';
import type { AnswerOf } from '#contracts/routes';
import { EventLog } from '#event-store/event-log';
import { projectionsHealth } from '#read-models/projections-health';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { erasuresHealth } from '../erasure/erasure-attempts.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route, contentTypeOf } from '../routes/route.ts';

/**
 * Health and metrics, for load balancers and operators. The service is ready if PostgreSQL answers. An unavailable
 * broker, a stalled relay or projection, or an overdue erasure are only details, because readers can be served.
 */
@Controller()
export class HealthController {
  constructor(
    private readonly pool: Pool,
    private readonly log: EventLog,
    @Given() private readonly given: Pick<ApiDependencies, 'brokerHealth'>,
  ) {}

  @Route('GET /health/live')
  live(): AnswerOf<'GET /health/live'> {
    return { status: 'ok' };
  }

  @Route('GET /health/ready')
  async ready(@Input() { reply }: InputOf<'GET /health/ready'>): Promise<AnswerOf<'GET /health/ready'>> {
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

  @Route('GET /metrics')
  metrics(@Input() { route, reply }: InputOf<'GET /metrics'>): Promise<string> {
    reply.type(contentTypeOf(route));
    return register.metrics();
  }
}
