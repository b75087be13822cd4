import { callOnce } from './call-once.ts';
import { within } from '../within.ts';

/** A fault that a process knows of. */
export interface HealthReason {
  readonly code: string;
  readonly message: string;
  /** ISO 8601. If absent: when this process first noticed it. */
  readonly since?: string;
}

interface CheckResult {
  /** Shown to operators next to the status. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly reasons?: readonly HealthReason[];
}

/** Looks at one part of the service. It must not write events, and must not wait for locks for long. */
export interface HealthCheck {
  readonly name: string;
  /** The reason if `read` fails or takes too long. Default: `details-unavailable`. */
  readonly otherwise?: HealthReason;
  readonly read: () => Promise<CheckResult>;
}

export interface HealthReport {
  /** `unavailable`: the process can serve nobody. `degraded`: it can serve readers, but there are reasons. */
  readonly status: 'ok' | 'degraded' | 'unavailable';
  readonly reasons: readonly HealthReason[];
  readonly details: Readonly<Record<string, unknown>>;
}

/** Milliseconds. */
export interface HealthLimits {
  /** The time that a check has. Shorter than a second, in which probes of Kubernetes expect an answer by default. */
  readonly check: number;
  /** The time that the database has. */
  readonly database: number;
  /** A report is reused for so long, however many ask. */
  readonly fresh: number;
}

const defaultLimits: HealthLimits = { check: 800, database: 3000, fresh: 1000 };

/**
 * The health of a process. The database decides whether it is available; all else only degrades it, because a load
 * balancer that saw every process as unavailable would take the site from its readers.
 */
export class Health {
  private readonly noticed = new Map<string, string>();
  private readonly checks: readonly HealthCheck[];
  private readonly examineOnce = callOnce(() => this.examine());
  private last: { readonly report: HealthReport; readonly at: number } | undefined;

  /** @param isReachable rejects while the database does not answer */
  constructor(
    private readonly isReachable: () => Promise<unknown>,
    checks: readonly HealthCheck[],
    private readonly limits: HealthLimits = defaultLimits,
  ) {
    // A check that hangs is not begun again, so that its connections do not add up.
    this.checks = checks.map((check) => ({ ...check, read: callOnce(() => check.read()) }));
    this.isReachable = callOnce(isReachable);
  }

  /** Never rejects. The report is at most a second old. */
  readonly now = async (): Promise<HealthReport> => {
    const { last } = this;
    return last && performance.now() - last.at < this.limits.fresh ? last.report : this.examineOnce();
  };

  private async examine(): Promise<HealthReport> {
    const [failure, ...results] = await Promise.all([
      inTime(this.limits.database, this.isReachable()).then(
        () => undefined,
        () => unreachable,
      ),
      ...this.checks.map((check) => resultOf(check, this.limits.check)),
    ]);
    const found = failure ? [failure] : results.flatMap(({ reasons = [] }) => reasons);
    const details = failure ? {} : Object.assign({}, ...results.map((result) => result.details));
    const status = failure ? 'unavailable' : found.length > 0 ? 'degraded' : 'ok';
    const report = { status, reasons: this.dated(found), details } as const;
    this.last = { report, at: performance.now() };
    return report;
  }

  private dated(found: readonly HealthReason[]): HealthReason[] {
    const codes = new Set(found.map(({ code }) => code));
    for (const code of this.noticed.keys()) if (!codes.has(code)) this.noticed.delete(code);
    for (const code of codes) if (!this.noticed.has(code)) this.noticed.set(code, new Date().toISOString());
    return found.map((reason) => {
      const since = reason.since ?? this.noticed.get(reason.code);
      return { ...reason, ...(since !== undefined && { since }) };
    });
  }
}

const unreachable: HealthReason = { code: 'database-unavailable', message: 'PostgreSQL does not answer.' };

async function resultOf({ name, otherwise, read }: HealthCheck, limitMs: number): Promise<CheckResult> {
  const message = `The check “${name}” failed or took longer than ${limitMs} ms: look for locks in PostgreSQL.`;
  const reasons = [otherwise ?? { code: 'details-unavailable', message }];
  return inTime(limitMs, read()).catch(() => ({ reasons }));
}

const inTime = <T>(limitMs: number, work: Promise<T>): Promise<T> =>
  within(limitMs, work, () => new Error(`took longer than ${limitMs} ms`));
