/**
 * Values in the browser's storage, for all tabs. If the storage is blocked or full, they are kept for as long as the page
 * is open.
 */
export const memory = keptIn(() => localStorage);

/** The same for this tab only, until it is closed. */
export const tabMemory = keptIn(() => sessionStorage);

const prefix = 'colloquy ';

function keptIn(storage: () => Storage) {
  /** Values that the browser refused to store: newer than any that it still has. */
  const untaken = new Map<string, unknown>();

  /** Nothing when the browser refuses. */
  function attempt<T>(act: (storage: Storage) => T): T | undefined {
    try {
      return act(storage());
    } catch {
      return undefined;
    }
  }

  const store = (key: string, value: unknown, act: (storage: Storage) => void): void => {
    untaken.set(key, value);
    attempt((storage) => {
      act(storage);
      untaken.delete(key);
    });
  };

  return {
    recall: (key: string): unknown =>
      untaken.has(key)
        ? untaken.get(key)
        : (attempt((storage): unknown => JSON.parse(storage.getItem(prefix + key) ?? 'null')) ?? null),
    keep: (key: string, value: unknown): void =>
      store(key, value, (storage) => storage.setItem(prefix + key, JSON.stringify(value))),
    forget: (key: string): void => store(key, null, (storage) => storage.removeItem(prefix + key)),
    /** The keys that begin so. */
    keys: (start: string): string[] =>
      attempt((storage) => Object.keys(storage))
        ?.filter((key) => key.startsWith(prefix + start))
        .map((key) => key.slice(prefix.length)) ?? [],
  };
}
