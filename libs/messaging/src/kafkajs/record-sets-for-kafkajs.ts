import { promisify } from 'node:util';
import { constants, gunzip, gunzipSync, gzip, gzipSync } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import kafkajs, { CompressionTypes, type Message } from 'kafkajs';
import type { OutgoingRecord } from '../record.ts';
import { recordSetOf } from './record-set.ts';

/**
 * Lets kafkajs send records that were encoded and compressed beforehand, because that takes most of its time. kafkajs
 * gets the same number of empty records, and the first one identifies the set. When kafkajs asks its codec to compress
 * them, the codec returns the set instead, because only there does kafkajs accept bytes as they are. kafkajs still
 * writes the batch around them, with sequence numbers and checksum.
 */
export interface RecordSet {
  readonly bytes: Buffer;
  /** Of each record, in milliseconds. */
  readonly timestamps: readonly number[];
}

export async function recordSetReady(records: readonly OutgoingRecord[]): Promise<RecordSet> {
  const now = Date.now();
  const timestamps = records.map(({ timestamp = now }) => timestamp);
  return { bytes: await compress(recordSetOf(records, now)), timestamps };
}

/** Returns the messages for a set. Valid as long as the set or these messages are referenced. */
export function messagesOfSet(set: RecordSet, partition: number): Message[] {
  const token = Buffer.concat([mark, randomBytes(tokenLength - mark.length)]);
  sets.set(token.toString('latin1'), new WeakRef(set));
  forgotten.register(set, token.toString('latin1'));
  // kafkajs writes the timestamps of the first and the last message into the batch.
  return set.timestamps.map((timestamp, index) => ({
    partition,
    key: null,
    value: null,
    timestamp: String(timestamp),
    ...(index === 0 && { value: token, set }),
  }));
}

// Keyed by token. The codecs are global to the process, and kafkajs may compress again when it retries, so a set lives
// as long as its messages.
const sets = new Map<string, WeakRef<RecordSet>>();
const forgotten = new FinalizationRegistry<string>((token) => sets.delete(token));
const mark = randomBytes(8);
const tokenLength = 16;

/**
 * Position of the token in the first empty record, after length, attributes, two deltas, the missing key and the
 * token's length, one byte each.
 */
const tokenAt = 6;

function setIn(encoded: Buffer): RecordSet | undefined {
  if (!encoded.subarray(tokenAt, tokenAt + mark.length).equals(mark)) return undefined;
  const set = sets.get(encoded.toString('latin1', tokenAt, tokenAt + tokenLength))?.deref();
  if (!set) throw new Error('a set of records was garbage-collected before it was sent');
  return set;
}

/**
 * Fewer bytes are compressed faster than another thread could be asked. kafkajs unpacks the batches of a response one
 * after the other, and a quiet log makes many small ones.
 */
const few = 16 * 1024;

/**
 * Level 1 takes half the time of the default for a tenth more bytes. One chunk, because each one costs a turn of the
 * event loop.
 */
const compress = async (bytes: Buffer): Promise<Buffer> => {
  const options = { level: constants.Z_BEST_SPEED, chunkSize };
  return bytes.length <= few
    ? gzipSync(bytes, { ...options, chunkSize: few })
    : promisify<Buffer, object, Buffer>(gzip)(bytes, options);
};
const chunkSize = 128 * 1024;

kafkajs.CompressionCodecs[CompressionTypes.GZIP] = () => ({
  compress: async ({ buffer }: { buffer: Buffer }) => setIn(buffer)?.bytes ?? compress(buffer),
  decompress: async (bytes: Buffer) => (bytes.length <= few ? gunzipSync(bytes) : promisify(gunzip)(bytes)),
});
