import { z } from 'zod';

export const HealthAnswer = z.object({ status: z.literal('ok') });

/** Beside the status, details for operators, which may become more. */
export const ReadinessAnswer = z.looseObject({
  status: z.enum(['ok', 'unavailable']),
  database: z.enum(['ok', 'unavailable']),
  log: z.string().optional().describe('the log of this database and its newest epoch, `<log id>.<epoch>`'),
});
