/** What the browser keeps for us. Where it keeps nothing (blocked, full) it is kept as long as the page stands. */
export const memory = {
  recall(key: string): unknown {
    try {
      return JSON.parse(localStorage.getItem(prefix + key) ?? 'null');
    } catch {
      return fallback.get(key) ?? null;
    }
  },
  keep(key: string, value: unknown): void {
    try {
      localStorage.setItem(prefix + key, JSON.stringify(value));
    } catch {
      fallback.set(key, value);
    }
  },
  forget(key: string): void {
    fallback.delete(key);
    try {
      localStorage.removeItem(prefix + key);
    } catch {
      // nothing was kept there
    }
  },
};

const prefix = 'colloquy ';
const fallback = new Map<string, unknown>();
