/**
 * What the browser keeps for us, for all tabs. Where it keeps nothing (blocked, full) it is kept as long as the page
 * stands.
 */
export const memory = keptIn(() => localStorage);

/** The same for this tab alone, until it is closed. */
export const tabMemory = keptIn(() => sessionStorage);

const prefix = 'colloquy ';

function keptIn(storage: () => Storage) {
  /** What the browser did not take: newer than what it may still have. */
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
