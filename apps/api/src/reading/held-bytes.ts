/**
 * What an entry of a cache keeps from being freed, in bytes; rather more than less. `held-bytes.int.spec.ts` holds it
 * against what a heap really grows by.
 */
export function heldBytes(entry: { id: string; keys: readonly string[]; body: string | Uint8Array }): number {
  const { id, keys, body } = entry;
  return keys.reduce((sum, key) => sum + link + textBytes(key), slot + textBytes(id) + bodyBytes(body));
}

/**
 * V8 has one byte for a letter where all of a text's letters are Latin, else two for each; what is not ASCII is counted
 * as the dearer kind.
 */
const textBytes = (text: string): number =>
  32 + (Buffer.byteLength(text) === text.length ? text.length : 2 * text.length);

const bodyBytes = (body: string | Uint8Array): number =>
  typeof body === 'string' ? textBytes(body) : buffer + body.length;

/** An answer, its ETag and headers, the promise of it, and its place in the cache's lists. */
const slot = 900;
/** A buffer's own objects. */
const buffer = 300;
/** An article's set of what was made from it, and the entry in that. */
const link = 350;
