/**
 * Lets work that keeps the processor for long go one piece after the other, with everything else that waits in between.
 */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Resolves when it is this one's turn, in a turn of the event loop of its own. */
  next(): Promise<void> {
    const turn = this.last.then(() => new Promise<void>((resolve) => setImmediate(resolve)));
    this.last = turn;
    return turn;
  }
}
