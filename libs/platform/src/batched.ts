import DataLoader from 'dataloader';

/**
 * Asks once for everything that is wanted within one turn of the event loop. Nothing is remembered: what is read is
 * never older than the call.
 * @param read gets each key once; a key that its answer lacks has no value, and one whose value is an Error fails alone
 * @param atOnce how many are asked for in one go at most
 */
export function batched<Key, Value>(
  read: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value | Error>>,
  { atOnce = Infinity }: { readonly atOnce?: number } = {},
): (key: Key) => Promise<Value | undefined> {
  const loader = new DataLoader<Key, Value | undefined>(
    async (keys) => {
      const values = await read([...new Set(keys)]);
      return keys.map((key) => values.get(key));
    },
    { cache: false, maxBatchSize: atOnce, batchScheduleFn: (dispatch) => setImmediate(dispatch) },
  );
  return (key) => loader.load(key);
}
