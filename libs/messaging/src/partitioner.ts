/**
 * Returns the partition of a key in a topic of `partitionCount` partitions by murmur2, as every Kafka client does. So
 * records with the same key share a partition, also those of other programs.
 */
export function partitionOf(key: string, partitionCount: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitionCount;
}

/** Kafka's 32-bit hash (org.apache.kafka.common.utils.Utils.murmur2), signed as in Java. */
export function murmur2(data: Buffer): number {
  const words = data.length & ~3;
  let hash = seed ^ data.length;
  for (let i = 0; i < words; i += 4) {
    let word = Math.imul(data.readInt32LE(i), m);
    word = Math.imul(word ^ (word >>> 24), m);
    hash = Math.imul(hash, m) ^ word;
  }
  if (words < data.length) hash = Math.imul(hash ^ data.readUIntLE(words, data.length - words), m);
  hash = Math.imul(hash ^ (hash >>> 13), m);
  return hash ^ (hash >>> 15);
}

const seed = 0x9747b28c;
const m = 0x5bd1e995;
