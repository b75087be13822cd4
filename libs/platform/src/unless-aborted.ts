/**
 * The outcome of `work`, or undefined as soon as one of the signals aborts; its later outcome is ignored. For a time
 * limit, pass `AbortSignal.timeout`; if being late is a failure, use `within`.
 */
export async function unlessAborted<T>(work: Promise<T>, ...signals: readonly AbortSignal[]): Promise<T | undefined> {
  const over = new AbortController();
  const aborted = new Promise<undefined>((resolve) => {
    for (const signal of signals) {
      if (signal.aborted) resolve(undefined);
      signal.addEventListener('abort', () => resolve(undefined), { signal: over.signal });
    }
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    over.abort();
  }
}
