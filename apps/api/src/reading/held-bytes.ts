/**
 * Estimates the bytes of memory that a cache entry holds, rather too high than too low. `held-bytes.int.spec.ts`
 * compares it with the growth of a real heap.
 */
export function heldBytes(entry: { id: string; keys: readonly string[]; body: string | Uint8Array }): number {
  const { id, keys, body } = entry;
  return keys.reduce((sum, key) => sum + link + textBytes(key), slot + textBytes(id) + bodyBytes(body));
}

/** V8 stores Latin-1 strings with one byte a character and others with two. Non-ASCII strings are counted with two. */
const textBytes = (text: string): number =>
  32 + (Buffer.byteLength(text) === text.length ? text.length : 2 * text.length);

const bodyBytes = (body: string | Uint8Array): number =>
  typeof body === 'string' ? textBytes(body) : buffer + body.length;

/** The answer object, its ETag and headers, its promise, and its entry in the cache's lists. */
const slot = 900;
/** The objects of a Buffer without its bytes. */
const buffer = 300;
/** An article's set of entries, and one element of it. */
const link = 350;
