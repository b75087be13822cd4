/** What PostgreSQL's jsonb gives back: the same values, with the keys of every object in an order of its own. */
export function throughJsonb<T>(value: T): T {
  return reordered(JSON.parse(JSON.stringify(value))) as T;
}

function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, reordered(part)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)));
}
