import { promisify } from 'node:util';
import { constants, gunzip, gunzipSync, gzip, gzipSync } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import kafkajs, { CompressionTypes, type Message } from 'kafkajs';
import type { OutgoingRecord } from '../record.ts';
import { recordSetOf } from './record-set.ts';

/**
 * Has kafkajs send records that were encoded and compressed before it sees them, since that is where it spends most of
 * its time. It gets empty records in their stead, as many, the first of which names the set; where it has encoded those
 * and asks its codec to compress them, the codec gives it the set. That is the one place where it takes bytes as they
 * are. The batch around them, with its sequence numbers and its checksum, stays kafkajs' own.
 */
export interface RecordSet {
  readonly bytes: Buffer;
}

export const recordSetReady = async (records: readonly OutgoingRecord[]): Promise<RecordSet> => ({
  bytes: await compress(recordSetOf(records)),
});

/** What to give kafkajs for a set of so many records. Good for as long as somebody holds the set or these messages. */
export function messagesOfSet(set: RecordSet, partition: number, count: number): Message[] {
  const token = Buffer.concat([mark, randomBytes(tokenLength - mark.length)]);
  sets.set(token.toString('latin1'), new WeakRef(set));
  forgotten.register(set, token.toString('latin1'));
  const timestamp = String(Date.now()); // one for all: the set's own deltas are 0
  const empty = { partition, key: null, value: null, timestamp };
  return Array.from({ length: count }, (_, index) => (index === 0 ? { ...empty, value: token, set } : empty));
}

// By token. kafkajs' codecs are one for the process, and it may ask again as long as it retries: a set lives as long as
// its messages do.
const sets = new Map<string, WeakRef<RecordSet>>();
const forgotten = new FinalizationRegistry<string>((token) => sets.delete(token));
const mark = randomBytes(8);
const tokenLength = 16;

/**
 * Where the token lies in the first of the empty records: length, attributes, two deltas, no key and the token's length
 * take a byte each.
 */
const tokenAt = 6;

function setIn(encoded: Buffer): RecordSet | undefined {
  if (!encoded.subarray(tokenAt, tokenAt + mark.length).equals(mark)) return undefined;
  const set = sets.get(encoded.toString('latin1', tokenAt, tokenAt + tokenLength))?.deref();
  if (!set) throw new Error('a set of records was given up before it was sent');
  return set;
}

/**
 * So few bytes are done with before another thread would have been asked, and answered: kafkajs unpacks the batches of
 * an answer one after the other, and a quiet log makes many small ones.
 */
const few = 16 * 1024;

/** Level 1: half the time of the usual one, for a tenth more bytes. One chunk: each costs a turn. */
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
