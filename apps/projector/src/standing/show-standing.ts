import type { Logger } from '#platform/logger';
import { operatorCommand } from '#platform/operator-command';
import type { Checkpoint } from '#read-models/checkpoints';
import { projectionMetrics } from './metrics.ts';

/** Shows the position and state of a projection in `/metrics`. */
export function showStanding(projection: string, { position, status }: Checkpoint): void {
  projectionMetrics.position.set({ projection }, position);
  projectionMetrics.stopped.set({ projection }, status === 'stopped' ? 1 : 0);
}

export function logStopped(logger: Logger, projection: string, { stoppedAt, error }: Checkpoint): void {
  logger.error(
    { projection, position: stoppedAt, error },
    `projection stopped: it cannot apply this event; fix the cause, then run \`${operatorCommand(`resume ${projection}`)}\``,
  );
}
