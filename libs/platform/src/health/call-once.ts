/** Calls that begin while one is running share its outcome, so that at most one runs at a time. */
export function callOnce<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () =>
    (running ??= Promise.resolve()
      .then(work)
      .finally(() => (running = undefined)));
}
