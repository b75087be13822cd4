/** A subject's key was destroyed. Erasures are numbered in the order of their commits. */
export interface KeyErasure {
  readonly number: number;
  readonly subjectId: string;
}

/** The start of a query for erasures: its time, and the last erasure known then. */
export interface Look {
  readonly at: LeaseInstant;
  /** Undefined: nothing is known yet. Null: there was no erasure. */
  readonly last: KeyErasure | null | undefined;
}

/** The time by both clocks: one stops while the machine is suspended, the other may be set back. */
export interface LeaseInstant {
  readonly monotonic: number;
  readonly wall: number;
}

/**
 * The subjects whose keys to forget. `late`: the answer is older than what is known and must be ignored. `void`: the
 * database is a different one now, for example a restored backup, so everything known must be dropped.
 */
export type News = readonly string[] | 'late' | 'void';

/**
 * Milliseconds for which a process may rely on what it knows, counted from sending the query. So a suspended or
 * disconnected process stops decrypting.
 */
export const leaseMs = 1000;

/** The last erasure that a process knows, and how long it may rely on that. */
export class ErasureLease {
  private known: KeyErasure | null | undefined;
  private askedAt: LeaseInstant = { monotonic: -Infinity, wall: -Infinity };

  constructor(private readonly clock: () => LeaseInstant = now) {}

  /** True after the first answer: from then on, this process learns of every later erasure. */
  get isBegun(): boolean {
    return this.known !== undefined;
  }

  get isFresh(): boolean {
    const { monotonic, wall } = this.clock();
    return this.isBegun && monotonic - this.askedAt.monotonic < leaseMs && wall - this.askedAt.wall < leaseMs;
  }

  /** Call it when the query is sent, because its answer may be that old. */
  begin(): Look {
    return { at: this.clock(), last: this.known };
  }

  /**
   * Renews the lease.
   * @param found the last erasure known when the query began and all later ones, in order; if none was known, the last
   * one of all
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
