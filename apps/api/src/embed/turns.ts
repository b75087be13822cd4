/** Serialises CPU-heavy work and lets other work of the event loop run between its pieces. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Resolves after all earlier calls, in a separate turn of the event loop. */
  next(): Promise<void> {
    const turn = this.last.then(() => new Promise<void>((resolve) => setImmediate(resolve)));
    this.last = turn;
    return turn;
  }
}
