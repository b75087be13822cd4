import { Alarm } from './alarm.ts';

/** Work that waits for its round, and who waits for it. */
interface Waiting<Item> {
  readonly item: Item;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Does the work of many at once: what comes in together, or while a round is under way, makes up the next one. So a
 * quiet source waits for nobody, and a busy one pays for a round once, however many take part.
 */
export class Rounds<Item> {
  private waiting: Waiting<Item>[] = [];
  private last: Promise<void> = Promise.resolve();
  private isUnderWay = false;
  private readonly hurry = new Alarm();

  /** @param gatherMs how long a round waits for company; without it, for a turn of the event loop */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<void>,
    private readonly gatherMs?: number,
  ) {}

  /**
   * Resolves when the round with this in it is done; rejects with what its work threw, as everybody's in that round.
   */
  join(item: Item): Promise<void> {
    const joined = new Promise<void>((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (!this.isUnderWay) this.go().catch(failed);
    });
    this.last = joined.catch(() => undefined);
    return joined;
  }

  /** Resolves when everything that joined so far is done, or failed; it does not wait for company any longer. */
  async settled(): Promise<void> {
    if (this.waiting.length > 0) this.hurry.ring();
    await this.last;
  }

  private async go(): Promise<void> {
    this.isUnderWay = true;
    while (this.waiting.length > 0) {
      await this.gather();
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

  /** Whoever comes with the first one is in it, too. */
  private gather(): Promise<void> {
    return this.gatherMs === undefined
      ? new Promise((resolve) => setImmediate(resolve))
      : this.hurry.wait(this.gatherMs, never);
  }
}

/** What was joined is done in any case. */
const { signal: never } = new AbortController();
