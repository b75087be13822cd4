import { pause } from './pause.ts';

/** Milliseconds. */
export interface Pauses {
  readonly first: number;
  readonly longest: number;
}

/** Pauses of which each is twice the one before, up to the longest. */
export class GrowingPause {
  private following: number;

  constructor(private readonly pauses: Pauses) {
    this.following = pauses.first;
  }

  /** How long to wait now, in milliseconds. */
  next(): number {
    const now = this.following;
    this.following = Math.min(2 * now, this.pauses.longest);
    return now;
  }

  /** Begins again with the first. */
  reset(): void {
    this.following = this.pauses.first;
  }
}

export interface Retrying extends Pauses {
  /** Ends it; an attempt under way is waited for. */
  readonly signal: AbortSignal;
  /** Hears of each failure. What it throws ends everything: errors that no repetition mends. */
  readonly failed: (error: unknown) => void;
}

/**
 * Attempts it until it is done, with longer and longer pauses; undefined where the signal comes first. @throws what
 * `failed` throws
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
