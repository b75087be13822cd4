import type { HealthReport } from './health.ts';

/** The answer of `GET /health/ready`, the same for every role. */
export const readinessBody = ({ status, reasons, details }: HealthReport) => ({
  status,
  database: status === 'unavailable' ? ('unavailable' as const) : ('ok' as const),
  reasons: [...reasons],
  ...details,
});
