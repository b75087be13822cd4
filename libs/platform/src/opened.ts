type Close = () => Promise<unknown>;

/** Opened resources, to be closed in reverse order. */
export class Opened {
  private closing: Close[] = [];

  /** Adds a resource after it was opened successfully. */
  add(close: Close): void {
    this.closing.push(close);
  }

  /** Closes all of them, even if some fail. May be called more than once. @throws the first failure */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.closing.splice(0).toReversed())
      await close().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}

/** Closes the resources that `work` opened, whether it succeeds or fails. */
export async function whileOpen<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = new Opened();
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
