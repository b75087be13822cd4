import { HealthAnswer, ReadinessAnswer } from '../health-answers.ts';
import type { RouteTable } from './route.ts';

/** For load balancers and operators. */
export const operatorRoutes = {
  'GET /health/live': {
    operationId: 'Health_live',
    access: 'public',
    summary: 'Check that the process is up',
    details: 'For liveness probes. Always `ok`.',
    tag: 'Operators',
    unlimited: 'a constant',
    answers: { 200: HealthAnswer },
  },
  'GET /health/ready': {
    operationId: 'Health_ready',
    access: 'public',
    summary: 'Check that the service is ready',
    details:
      'For load balancers and readiness probes: 503 if the database is unreachable. Everything else that does not work, such as writing, is a reason for `degraded`, which is answered with 200.',
    limited: 'read',
    tag: 'Operators',
    answers: { 200: ReadinessAnswer, 503: ReadinessAnswer },
  },
  'GET /metrics': {
    operationId: 'Health_metrics',
    access: 'public',
    summary: 'Get the metrics',
    details: 'In the text format of Prometheus. Do not expose it to the internet.',
    tag: 'Operators',
    unlimited: 'numbers in memory, needed most when nothing else answers; a proxy blocks outside access',
    answers: { 200: { content: 'text/plain; version=0.0.4; charset=utf-8' } },
  },
} as const satisfies RouteTable;
