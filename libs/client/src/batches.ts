/**
 * As long as an address may be: nginx and Apache take 8 kB for the line that it stands in, HAProxy 15 kB and Node 16 kB
 * for everything before a body.
 */
const longestAddress = 8000;
/** As many articles as one call takes. */
const mostAtOnce = 100;

/**
 * Things that are asked for together, in as few calls as their number and the length of the address allow; the same
 * ones in the same way each time.
 */
export function batches<T>(things: readonly T[], addressOf: (batch: readonly T[]) => string): (readonly T[])[] {
  if (things.length < 2 || (things.length <= mostAtOnce && addressOf(things).length <= longestAddress)) return [things];
  const half = Math.ceil(things.length / 2);
  return [things.slice(0, half), things.slice(half)].flatMap((part) => batches(part, addressOf));
}
