/**
 * SHA-256 (FIPS 180-4) of a text in UTF-8, as hexadecimal digits. `crypto.subtle` is missing on pages without https,
 * and is asynchronous.
 */
export function sha256(text: string): string {
  const words = padded(new TextEncoder().encode(text));
  const constants = fractions(64, 1 / 3);
  let hash = fractions(8, 1 / 2);
  for (let start = 0; start < words.length; start += 16)
    hash = mixed(hash, words.subarray(start, start + 16), constants);
  return Array.from(hash, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** The bytes as big-endian words, followed by a 1 bit, zeros and the number of bits. */
function padded(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array(((bytes.length + 72) >> 6) << 4);
  [...bytes, 0x80].forEach((byte, index) => (words[index >> 2]! |= byte << (24 - 8 * (index & 3))));
  words[words.length - 1] = bytes.length * 8;
  return words;
}

/** The first 32 fractional bits of the roots of the first primes. */
function fractions(many: number, power: number): Uint32Array {
  const primes: number[] = [];
  for (let number = 2; primes.length < many; number++)
    if (primes.every((prime) => number % prime > 0)) primes.push(number);
  return Uint32Array.from(primes, (prime) => (prime ** power % 1) * 2 ** 32);
}

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function mixed(hash: Uint32Array, block: Uint32Array, constants: Uint32Array): Uint32Array {
  const w = new Uint32Array(64);
  w.set(block);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let i = 0; i < 64; i++) {
    const [x, y] = [w[i - 15] ?? 0, w[i - 2] ?? 0];
    if (i > 15)
      w[i]! +=
        w[i - 16]! +
        w[i - 7]! +
        (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) +
        (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10));
    const one = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + constants[i]! + w[i]!;
    const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
  }
  return Uint32Array.from([a, b, c, d, e, f, g, h], (word, index) => word + (hash[index] ?? 0));
}
