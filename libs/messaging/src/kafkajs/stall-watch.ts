/**
 * Notices a consumer that has silently stopped fetching: no fetch for `limitMs`, no chunk in hand, and yet the brokers
 * answer. An outage is no stall, and neither is a handler that takes long.
 */
export class StallWatch {
  private lastSign: number;
  private inHand = 0;

  constructor(
    private readonly limitMs: number,
    private readonly brokersAnswer: () => Promise<boolean>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.lastSign = now();
  }

  /** Something was fetched, be it nothing. */
  sign(): void {
    this.lastSign = this.now();
  }

  async during<T>(chunk: Promise<T>): Promise<T> {
    this.inHand += 1;
    try {
      return await chunk;
    } finally {
      this.inHand -= 1;
      this.sign();
    }
  }

  async isStalled(): Promise<boolean> {
    const isQuiet = () => this.inHand === 0 && this.now() - this.lastSign >= this.limitMs;
    return isQuiet() && (await this.brokersAnswer()) && isQuiet();
  }
}
