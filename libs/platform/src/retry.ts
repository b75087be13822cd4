import { pause } from './pause.ts';

/** Milliseconds. */
export interface Pauses {
  readonly first: number;
  readonly longest: number;
}

/** Pauses that double each time, up to the longest. */
export class GrowingPause {
  private following: number;

  constructor(private readonly pauses: Pauses) {
    this.following = pauses.first;
  }

  /** The next pause in milliseconds. */
  next(): number {
    const now = this.following;
    this.following = Math.min(2 * now, this.pauses.longest);
    return now;
  }

  /** Starts again with the first pause. */
  reset(): void {
    this.following = this.pauses.first;
  }
}

export interface Retrying extends Pauses {
  /** Stops the retries. A running attempt is awaited. */
  readonly signal: AbortSignal;
  /** Called with each failure. If it throws, for errors that a retry cannot fix, the retries end with that error. */
  readonly failed: (error: unknown) => void;
}

/**
 * Retries an attempt with growing pauses until it succeeds. Returns undefined if the signal aborts first.
 * @throws errors that `failed` throws
 */
export async function retry<T>(attempt: () => Promise<T>, retrying: Retrying): Promise<T | undefined> {
  const pauses = new GrowingPause(retrying);
  const { signal, failed } = retrying;
  while (!signal.aborted) {
    try {
      return await attempt();
    } catch (error) {
      failed(error);
      await pause(pauses.next(), signal);
    }
  }
  return undefined;
}
