type Close = () => Promise<unknown>;

/** What was opened one after the other, to be closed in reverse. */
export class Opened {
  private closing: Close[] = [];

  /** To be called once it is open: what failed to open is not closed. */
  add(close: Close): void {
    this.closing.push(close);
  }

  /** Closes all of it, whatever fails on the way. Harmless to call again. @throws the first failure */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.closing.splice(0).toReversed())
      await close().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}

/** Closes what work opens once it is over, however it ends. */
export async function whileOpen<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = new Opened();
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
