/** Returns as many of the first items as fit into `bytes`, but at least one if there is any. */
export function fitting<T>(items: readonly T[], bytes: number, weigh: (item: T) => number): T[] {
  let left = bytes;
  const end = items.findIndex((item, at) => (left -= weigh(item)) < 0 && at > 0);
  return end === -1 ? [...items] : items.slice(0, end);
}
