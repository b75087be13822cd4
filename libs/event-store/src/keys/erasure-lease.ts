/** The key of a subject was dropped. Erasures have numbers in the order of their commits. */
export interface KeyErasure {
  readonly number: number;
  readonly subjectId: string;
}

/** A look at the database, as it begins: when, and what was known then. */
export interface Look {
  readonly at: LeaseInstant;
  /** Undefined: nothing is known yet; null: there was none. */
  readonly last: KeyErasure | null | undefined;
}

/** By both clocks: one stands still while the machine is suspended, the other may be set back. */
export interface LeaseInstant {
  readonly monotonic: number;
  readonly wall: number;
}

/**
 * Whose keys to forget. `late`: the answer is older than what is known, and nothing in it is to be believed; `void`:
 * neither is anything that was known, the database is another one now, as after a restored backup.
 */
export type News = readonly string[] | 'late' | 'void';

/**
 * Milliseconds that a process may go by what it knows, from the moment it asked: a frozen or cut-off one knows nothing
 * any more.
 */
export const leaseMs = 1000;

/** Up to which erasure a process knows them all, and whether that is still to be relied on. */
export class ErasureLease {
  private known: KeyErasure | null | undefined;
  private askedAt: LeaseInstant = { monotonic: -Infinity, wall: -Infinity };

  constructor(private readonly clock: () => LeaseInstant = now) {}

  /** Whether there was a look: only what is read from then on is told of when it is to be forgotten. */
  get isBegun(): boolean {
    return this.known !== undefined;
  }

  get isFresh(): boolean {
    const { monotonic, wall } = this.clock();
    return this.isBegun && monotonic - this.askedAt.monotonic < leaseMs && wall - this.askedAt.wall < leaseMs;
  }

  /** To be called when the question leaves: its answer may be as old. */
  begin(): Look {
    return { at: this.clock(), last: this.known };
  }

  /**
   * Renews the lease.
   * @param found the last erasure that was known when the look began and all behind it, in order; the last of all where
   * none was known
   */
  end({ at, last }: Look, found: readonly KeyErasure[]): News {
    if (last && !isSame(last, found[0])) {
      this.known = undefined;
      return 'void';
    }
    if (last === undefined && this.known !== undefined) return 'late';
    const newest = found.at(-1) ?? null;
    if ((newest?.number ?? 0) >= (this.known?.number ?? 0)) this.known = newest;
    if (at.monotonic > this.askedAt.monotonic) this.askedAt = at;
    return found.map(({ subjectId }) => subjectId);
  }
}

const isSame = (one: KeyErasure, other: KeyErasure | undefined): boolean =>
  one.number === other?.number && one.subjectId === other.subjectId;

const now = (): LeaseInstant => ({ monotonic: performance.now(), wall: Date.now() });
