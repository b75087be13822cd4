/** How long what was said already is only counted. */
const windowMs = 60_000;
/** More kinds within a minute are not told apart: whoever sends them would choose how much is remembered. */
const mostKinds = 1000;

export type Fields = Readonly<Record<string, unknown>>;
interface Kind {
  readonly fields: Promise<Fields>;
  again: number;
}

/**
 * Keeps a log readable under fire: the first of a kind is said at once, and at the end of the minute how many more
 * came.
 * @param say `times` is absent for the first
 */
export class RefusalTally {
  private kinds = new Map<string, Kind>();
  private readonly timer = setInterval(() => void this.flush().catch(() => undefined), windowMs).unref();

  constructor(private readonly say: (fields: Fields, times?: number) => void) {}

  /**
   * @param kind tells one from another; what could be personal in it is never said
   * @param describe what is said of it; asked once for each kind
   * @param rough the same for when there are too many kinds: few at most
   */
  async count(kind: string, describe: () => Promise<Fields>, rough: Fields): Promise<void> {
    const isFull = this.kinds.size >= mostKinds && !this.kinds.has(kind);
    const key = isFull ? `rough ${JSON.stringify(rough)}` : kind;
    const known = this.kinds.get(key);
    if (known) known.again += 1;
    else {
      // Where nothing can be looked up, what is known is said.
      const fields = isFull ? Promise.resolve(rough) : describe().catch(() => rough);
      this.kinds.set(key, { fields, again: 0 });
      this.say(await fields);
    }
  }

  /** Says what is left, and begins anew. */
  async flush(): Promise<void> {
    const counted = [...this.kinds.values()].filter(({ again }) => again > 0);
    this.kinds = new Map();
    for (const { fields, again } of counted) this.say(await fields, again);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }
}
