import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { refuseUnfinishedRestore } from '#event-store/restoring/restoring';
import { StartupError } from '#platform/startup-error';
import { Lease, standbyMs } from './lease.ts';
import { pause } from '#platform/pause';
import { GrowingPause } from '#platform/retry';
import type { RelayParts } from './relay-parts.ts';
import { runTerm } from './term.ts';

export interface RunningRelay {
  /** The name of this relay in its lease. */
  readonly holder: string;
  /** Rejects if the relay cannot continue: its topics differ from the configuration, or the log lost its end. */
  readonly finished: Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds between attempts while they fail. */
const pauses = { first: 2 * standbyMs, longest: 5000 };

/** Waits until the lease is free, leads while it holds it, and waits again after losing it. */
export function startRelay(parts: RelayParts): RunningRelay {
  const stopping = new AbortController();
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  const lease = new Lease(parts.pool, 'relay', holder);
  const finished = standBy(parts, lease, stopping.signal);
  finished.catch(() => undefined);
  return {
    holder,
    finished,
    stop: async () => {
      stopping.abort();
      await finished.catch(() => undefined);
    },
  };
}

/** Continues after any failure, such as an unavailable database, with growing pauses between attempts. */
async function standBy(parts: RelayParts, lease: Lease, signal: AbortSignal): Promise<void> {
  const failing = new GrowingPause(pauses);
  for (let wait = standbyMs; !signal.aborted; await pause(wait, signal)) {
    try {
      await refuseUnfinishedRestore(parts.pool); // a standby may have been running since before the restore
      const epoch = await lease.acquire();
      wait = standbyMs;
      failing.reset();
      if (epoch !== undefined) await runTerm(parts, lease, epoch, signal);
    } catch (error) {
      if (isFatal(error)) throw error;
      wait = failing.next();
      parts.logger.warn(
        { error: error instanceof Error ? error.message : 'unknown' },
        'relay failed, retrying as a standby',
      );
    }
  }
}

const isFatal = (error: unknown): boolean =>
  error instanceof StartupError || (error instanceof Error && error.name === 'TopicMismatch');
