import DataLoader from 'dataloader';

/**
 * Reads all values that are requested within one turn of the event loop in one call. Nothing is cached, so a value is
 * never older than the request.
 * @param read gets each key once; keys missing from its result resolve to undefined, and an Error rejects only its key
 * @param atOnce the most keys per call of `read`
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
