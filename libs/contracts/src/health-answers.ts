import { z } from 'zod';
import { HealthReason } from './health-reasons.ts';

export const HealthAnswer = z.object({ status: z.literal('ok').describe('The process is up') });

/** The status, and details for operators. Later versions may add details. */
export const ReadinessAnswer = z.looseObject({
  status: z
    .enum(['ok', 'degraded', 'unavailable'])
    .describe(
      '`ok` and `degraded`: send requests to this process. `degraded`: readers are served, but something does not work, for example writing',
    ),
  database: z.enum(['ok', 'unavailable']).describe('Is the database reachable?'),
  reasons: z.array(HealthReason).describe('Why the status is not `ok`'),
  log: z.string().optional().describe('Id of the log of this database and its newest epoch, `<log id>.<epoch>`'),
});
