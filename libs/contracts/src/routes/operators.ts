import { HealthAnswer, ReadinessAnswer } from '../health-answers.ts';
import type { RouteTable } from './route.ts';

/** For load balancers and operators. */
export const operatorRoutes = {
  'GET /health/live': {
    operationId: 'Health_live',
    access: 'public',
    summary: 'The process is up',
    tag: 'Operators',
    unlimited: 'a constant',
    answers: { 200: HealthAnswer },
  },
  'GET /health/ready': {
    operationId: 'Health_ready',
    access: 'public',
    summary: 'The database answers; broker and lag as details',
    limited: 'read',
    tag: 'Operators',
    answers: { 200: ReadinessAnswer, 503: ReadinessAnswer },
  },
  'GET /metrics': {
    operationId: 'Health_metrics',
    access: 'public',
    summary: 'Prometheus metrics',
    tag: 'Operators',
    unlimited: 'numbers in memory, needed most when nothing else answers; a proxy keeps them from the outside',
    answers: { 200: { content: 'text/plain; version=0.0.4; charset=utf-8' } },
  },
} as const satisfies RouteTable;
