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
  /** How its lease names this relay. */
  readonly holder: string;
  /** Rejects when the relay cannot go on: its topics are not what was configured, or the log lost its tail. */
  readonly finished: Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds, while nothing works. */
const pauses = { first: 2 * standbyMs, longest: 5000 };

/** Stands by until the lease is free, leads while it holds it, and stands by again when it lost it. */
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

/** Goes on whatever fails, a database that is away included: with longer pauses while nothing works. */
async function standBy(parts: RelayParts, lease: Lease, signal: AbortSignal): Promise<void> {
  const failing = new GrowingPause(pauses);
  for (let wait = standbyMs; !signal.aborted; await pause(wait, signal)) {
    try {
      await refuseUnfinishedRestore(parts.pool); // a relay may have stood by since before it
      const epoch = await lease.acquire();
      wait = standbyMs;
      failing.reset();
      if (epoch !== undefined) await runTerm(parts, lease, epoch, signal);
    } catch (error) {
      if (isFatal(error)) throw error;
      wait = failing.next();
      parts.logger.warn({ error: error instanceof Error ? error.message : 'unknown' }, 'the relay stands by again');
    }
  }
}

const isFatal = (error: unknown): boolean =>
  error instanceof StartupError || (error instanceof Error && error.name === 'TopicMismatch');
