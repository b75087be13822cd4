import { errorCode } from '#platform/error-code';

/** Appends that failed since the last one that was stored. */
export interface FailingAppends {
  readonly since: Date;
  /** Milliseconds since the last attempt. */
  readonly quietMs: number;
  /** SQLSTATE, or a code of Node. Undefined if the error had none. */
  readonly code: string | undefined;
}

/** Remembers whether the appends of this process succeed, for its health. */
export class AppendOutcomes {
  private storedAt = -Infinity;
  private failing: { readonly since: Date; readonly at: number; readonly code: string | undefined } | undefined;

  stored(): void {
    this.storedAt = performance.now();
    this.failing = undefined;
  }

  failed(error: Error): void {
    const code = errorCode(error.cause) ?? errorCode(error);
    this.failing = { since: this.failing?.since ?? new Date(), at: performance.now(), code };
  }

  /** Milliseconds since the last append that was stored. */
  get sinceStoredMs(): number {
    return performance.now() - this.storedAt;
  }

  get failures(): FailingAppends | undefined {
    const { failing } = this;
    return failing && { since: failing.since, quietMs: performance.now() - failing.at, code: failing.code };
  }
}
