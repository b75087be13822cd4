import { z } from 'zod';

export const HealthAnswer = z.object({ status: z.literal('ok').describe('The process is up') });

/** The status, and details for operators. Later versions may add details. */
export const ReadinessAnswer = z.looseObject({
  status: z.enum(['ok', 'unavailable']).describe('`ok`: send requests to this process'),
  database: z.enum(['ok', 'unavailable']).describe('Is the database reachable?'),
  log: z.string().optional().describe('Id of the log of this database and its newest epoch, `<log id>.<epoch>`'),
});
