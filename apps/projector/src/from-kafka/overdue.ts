type Published = ReadonlyMap<string, number>;

/**
 * Finds events that Kafka should have delivered and did not. If nothing follows a lost record, no gap is visible, only
 * a projection that stays below the position that the relay has published.
 */
export class Overdue {
  private readonly marks = new Map<string, { position: number; since: number; published: Published | null }>();

  /** @param patience milliseconds that a published event may take at least; it is noticed after at most twice that */
  constructor(private readonly patience: number) {}

  /**
   * The last published position of each `topic/partition` at least `patience` ago, if the projection has not moved
   * since. Otherwise null.
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
