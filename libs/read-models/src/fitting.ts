/** As many of the first as fit into so many bytes; one, however large, if there is any. */
export function fitting<T>(items: readonly T[], bytes: number, weigh: (item: T) => number): T[] {
  let left = bytes;
  const end = items.findIndex((item, at) => (left -= weigh(item)) < 0 && at > 0);
  return end === -1 ? [...items] : items.slice(0, end);
}
