type Published = ReadonlyMap<string, number>;

/**
 * Finds what Kafka should have brought and did not: a lost record that nothing follows leaves no hole to see, only a
 * projection that stands still below what the relay has published.
 */
export class Overdue {
  private readonly marks = new Map<string, { position: number; since: number; published: Published | null }>();

  /** @param patience milliseconds that a published event may take at least; at most it is twice that */
  constructor(private readonly patience: number) {}

  /**
   * The last published positions, by `topic/partition`, as they were a while ago, if a projection has not moved since;
   * otherwise null.
   */
  async of(
    name: string,
    position: number,
    now: number,
    readPublished: () => Promise<Published>,
  ): Promise<Published | null> {
    const mark = this.marks.get(name);
    if (mark?.position !== position) {
      this.marks.set(name, { position, since: now, published: null });
      return null;
    }
    if (now - mark.since < this.patience) return null;
    this.marks.set(name, { position, since: now, published: await readPublished() });
    return mark.published;
  }
}
