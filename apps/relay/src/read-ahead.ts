/**
 * Yields the same batches, in order. After a full batch, the next is read while that one is processed, at most one
 * ahead. After any other, the next is read on demand, so that it includes everything that arrived until then.
 */
export async function* readAhead<T>(
  batches: AsyncGenerator<T, void>,
  isFull: (batch: T) => boolean,
): AsyncGenerator<T, void> {
  try {
    for (let next = batches.next(); ;) {
      const { value, done } = await next;
      if (done === true) return;
      const ahead = isFull(value) ? batches.next() : undefined;
      ahead?.catch(() => undefined); // thrown when it is awaited, if ever
      yield value;
      next = ahead ?? batches.next();
    }
  } finally {
    void batches.return().catch(() => undefined);
  }
}
