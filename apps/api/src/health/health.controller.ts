import { Controller } from '@nestjs/common';
import { register } from 'prom-client';
import type { AnswerOf } from '#contracts/routes';
import { readinessBody } from '#platform/health/readiness-body';
import { Input, type InputOf } from '../routes/input.ts';
import { Route, contentTypeOf } from '../routes/route.ts';
import { ApiHealth } from './api-health.ts';

/** Health and metrics, for load balancers and operators. */
@Controller()
export class HealthController {
  constructor(private readonly health: ApiHealth) {}

  @Route('GET /health/live')
  live(): AnswerOf<'GET /health/live'> {
    return { status: 'ok' };
  }

  @Route('GET /health/ready')
  async ready(@Input() { reply }: InputOf<'GET /health/ready'>): Promise<AnswerOf<'GET /health/ready'>> {
    const report = await this.health.now();
    if (report.status === 'unavailable') reply.code(503).header('retry-after', '1');
    return readinessBody(report);
  }

  @Route('GET /metrics')
  metrics(@Input() { route, reply }: InputOf<'GET /metrics'>): Promise<string> {
    reply.type(contentTypeOf(route));
    return register.metrics();
  }
}
