/** Returns a value as it comes back from PostgreSQL's jsonb: equal, with object keys in another order. */
export function throughJsonb<T>(value: T): T {
  return reordered(JSON.parse(JSON.stringify(value))) as T;
}

function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, reordered(part)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)));
}
