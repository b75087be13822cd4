/** The same batches, the next one being read while the last one is worked on: one ahead, never more. */
export async function* readAhead<T>(batches: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  let next = batches.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done === true) return;
      next = batches.next();
      next.catch(() => undefined); // it is heard of when it is awaited, if ever
      yield value;
    }
  } finally {
    void batches.return().catch(() => undefined);
  }
}
