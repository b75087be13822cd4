/** Work that waits for its round, and who waits for it. */
interface Waiting<Item> {
  readonly item: Item;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Does the work of many at once: what comes in together, or while a round is under way, makes up the next one. So a quiet source waits for nobody,
 * and a busy one pays for a round once, however many take part.
 */
export class Rounds<Item> {
  private waiting: Waiting<Item>[] = [];
  private isUnderWay = false;

  constructor(private readonly work: (items: readonly Item[]) => Promise<void>) {}

  /** Resolves when the round with this in it is done; rejects with what its work threw, as everybody's in that round. */
  join(item: Item): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (!this.isUnderWay) this.go().catch(failed);
    });
  }

  private async go(): Promise<void> {
    this.isUnderWay = true;
    while (this.waiting.length > 0) {
      await new Promise(setImmediate); // whoever comes with the first one is in it, too
      const round = this.waiting.splice(0);
      try {
        await this.work(round.map(({ item }) => item));
        for (const { done } of round) done();
      } catch (error) {
        for (const { failed } of round) failed(error);
      }
    }
    this.isUnderWay = false;
  }
}
