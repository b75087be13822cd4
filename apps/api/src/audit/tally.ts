/** Repetitions within this time are only counted. */
const windowMs = 60_000;
/** Above this number of kinds per minute, kinds are merged. Otherwise a client could fill the memory with new kinds. */
const mostKinds = 1000;

export type Fields = Readonly<Record<string, unknown>>;
interface Kind {
  readonly fields: Promise<Fields>;
  again: number;
}

/**
 * Keeps the log readable when many requests are refused: the first refusal of a kind is logged at once, and the number
 * of repetitions at the end of the minute.
 * @param write logs a line; `times` is absent for the first of a kind
 */
export class RefusalTally {
  private kinds = new Map<string, Kind>();
  private readonly timer = setInterval(() => void this.flush().catch(() => undefined), windowMs).unref();

  constructor(private readonly write: (fields: Fields, times?: number) => void) {}

  /**
   * @param kind distinguishes refusals; it is not logged, so it may contain personal data
   * @param describe returns the fields to log; called once for each kind
   * @param rough the fields to log if there are too many kinds; must have few different values
   */
  async count(kind: string, describe: () => Promise<Fields>, rough: Fields): Promise<void> {
    const isFull = this.kinds.size >= mostKinds && !this.kinds.has(kind);
    const key = isFull ? `rough ${JSON.stringify(rough)}` : kind;
    const known = this.kinds.get(key);
    if (known) known.again += 1;
    else {
      // If the lookup fails, the known fields are logged.
      const fields = isFull ? Promise.resolve(rough) : describe().catch(() => rough);
      this.kinds.set(key, { fields, again: 0 });
      this.write(await fields);
    }
  }

  /** Logs the counted repetitions and starts again. */
  async flush(): Promise<void> {
    const counted = [...this.kinds.values()].filter(({ again }) => again > 0);
    this.kinds = new Map();
    for (const { fields, again } of counted) this.write(await fields, again);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }
}
