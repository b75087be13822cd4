import { Alarm } from './alarm.ts';

/** An item that waits for its round, with its callbacks. */
interface Waiting<Item> {
  readonly item: Item;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Processes items in rounds: items that arrive together, or during a round, make up the next one. So a quiet source
 * waits for nothing, and a busy one pays once per round for any number of items.
 */
export class Rounds<Item> {
  private waiting: Waiting<Item>[] = [];
  private last: Promise<void> = Promise.resolve();
  private isUnderWay = false;
  private readonly hurry = new Alarm();

  /** @param gatherMs milliseconds that a round waits for more items; by default one turn of the event loop */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<void>,
    private readonly gatherMs?: number,
  ) {}

  /** Resolves when the round with this item is done. Rejects with the error of the round, as all its items do. */
  join(item: Item): Promise<void> {
    const joined = new Promise<void>((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (!this.isUnderWay) this.go().catch(failed);
    });
    this.last = joined.catch(() => undefined);
    return joined;
  }

  /** Resolves when all items so far are done or failed. Ends the gathering time of the next round. */
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

  /** Includes the items that arrive together with the first one. */
  private gather(): Promise<void> {
    return this.gatherMs === undefined
      ? new Promise((resolve) => setImmediate(resolve))
      : this.hurry.wait(this.gatherMs, never);
  }
}

/** Never aborts: items that have joined are always processed. */
const { signal: never } = new AbortController();
