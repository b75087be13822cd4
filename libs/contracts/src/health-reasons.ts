import { z } from 'zod';

/** Why a process is `degraded` or `unavailable`. `docs/monitoring.md` says for each what to do. */
export const healthReasonCodes = [
  'database-unavailable',
  'database-read-only',
  'writes-blocked',
  'disk-full',
  'appends-failing',
  'reads-blocked',
  'connections-busy',
  'details-unavailable',
  'projector-missing',
  'projection-stopped',
  'projection-stalled',
  'rebuild-failing',
  'reading-stalled',
  'partition-stopped',
  'relay-missing',
  'broker-unavailable',
  'publishing-stopped',
  'publishing-stalled',
  'erasure-overdue',
] as const;
export type HealthReasonCode = (typeof healthReasonCodes)[number];

export const HealthReason = z.object({
  code: z.string().describe('Which fault, as in the metric `colloquy_health_reason`. Later versions may add codes'),
  message: z.string().describe('What is wrong and what to do, for operators'),
  since: z.iso.datetime().optional().describe('When it began, or when this process first noticed it'),
});

/** A fault that this process knows of. */
export interface HealthReason {
  readonly code: HealthReasonCode;
  readonly message: string;
  readonly since?: string;
}
