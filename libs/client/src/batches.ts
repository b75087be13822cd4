/**
 * The longest URL to use: nginx and Apache accept 8 kB for the request line, HAProxy 15 kB and Node 16 kB for
 * everything before a body.
 */
const longestAddress = 8000;
/** The most articles that one call accepts. */
const mostAtOnce = 100;

/**
 * Splits items into as few calls as their number and the URL length allow. The same items are split in the same way
 * each time, so that responses can be cached.
 */
export function batches<T>(things: readonly T[], addressOf: (batch: readonly T[]) => string): (readonly T[])[] {
  if (things.length < 2 || (things.length <= mostAtOnce && addressOf(things).length <= longestAddress)) return [things];
  const half = Math.ceil(things.length / 2);
  return [things.slice(0, half), things.slice(half)].flatMap((part) => batches(part, addressOf));
}
