/**
 * Detects a consumer that silently stopped fetching: no fetch for `limitMs`, no chunk in progress, but brokers that
 * answer. Neither an outage nor a slow handler counts.
 */
export class StallWatch {
  private lastFetch: number;
  private inHand = 0;

  constructor(
    private readonly limitMs: number,
    private readonly brokersAnswer: () => Promise<boolean>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.lastFetch = now();
  }

  /** Call it after each fetch, even an empty one. */
  fetched(): void {
    this.lastFetch = this.now();
  }

  async during<T>(chunk: Promise<T>): Promise<T> {
    this.inHand += 1;
    try {
      return await chunk;
    } finally {
      this.inHand -= 1;
      this.fetched();
    }
  }

  async isStalled(): Promise<boolean> {
    const isQuiet = () => this.inHand === 0 && this.now() - this.lastFetch >= this.limitMs;
    return isQuiet() && (await this.brokersAnswer()) && isQuiet();
  }
}
