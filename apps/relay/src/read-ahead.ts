/**
 * The same batches, in order. Behind a full one the next is read while that one is worked on: one ahead, never more.
 * Behind any other the next is read when it is asked for, and has everything that came until then: a batch that was
 * made early would only wait.
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
      ahead?.catch(() => undefined); // it is heard of when it is awaited, if ever
      yield value;
      next = ahead ?? batches.next();
    }
  } finally {
    void batches.return().catch(() => undefined);
  }
}
