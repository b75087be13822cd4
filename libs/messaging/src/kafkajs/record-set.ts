import type { OutgoingRecord } from '../record.ts';

const longestVarint = 5;
const longestVarlong = 10;

type Content = Pick<OutgoingRecord, 'key' | 'value' | 'headers' | 'timestamp'>;

/**
 * Encodes records in Kafka's record format 2 (https://kafka.apache.org/documentation/#record). Uses one buffer,
 * while kafkajs allocates 512 bytes for each header of each record.
 * @param now the timestamp of records without one
 */
export function recordSetOf(records: readonly Content[], now: number): Buffer {
  const size = records.reduce((sum, record) => sum + maximalSize(record), 0);
  const writer = new Writer(Buffer.allocUnsafe(size));
  const first = records[0]?.timestamp ?? now;
  records.forEach((record, index) => writeRecord(writer, record, [(record.timestamp ?? now) - first, index]));
  return writer.written();
}

/**
 * Returns the maximum number of bytes of a record with this content. Keys and headers are estimated by their number of
 * characters.
 */
export function maximalSize({ key, value, headers }: Content): number {
  let characters = key.length;
  for (const name in headers) characters += name.length + (headers[name] ?? '').length + 2 * longestVarint;
  return (
    characters * bytesInCharacter + (value === null ? 0 : Buffer.byteLength(value)) + 8 * longestVarint + longestVarlong
  );
}

/** Bytes of UTF-8 for one unit of UTF-16. */
const bytesInCharacter = 3;

type Deltas = readonly [milliseconds: number, offset: number];

function writeRecord(writer: Writer, { key, value, headers }: Content, [milliseconds, offset]: Deltas): void {
  // The length precedes the body and has a variable size, so the longest is reserved and the body is moved up
  // afterwards.
  const start = writer.skip(longestVarint);
  writer.byte(0); // no attributes
  writer.varlong(milliseconds);
  writer.varint(offset);
  writer.text(key);
  writer.text(value);
  let count = 0;
  for (const _ in headers) count += 1;
  writer.varint(count);
  for (const name in headers) {
    writer.bytes(nameOf(name));
    writer.text(headers[name] ?? '');
  }
  writer.close(start);
}

/** The same few names are in each record, so each is encoded once. */
const names = new Map<string, Buffer>();

function nameOf(name: string): Buffer {
  const known = names.get(name);
  if (known) return known;
  const writer = new Writer(Buffer.alloc(maximalSize({ key: name, value: null, headers: {} })));
  writer.text(name);
  if (names.size > 1000) names.clear();
  const encoded = writer.written();
  names.set(name, encoded);
  return encoded;
}

class Writer {
  private at = 0;

  constructor(private readonly buffer: Buffer) {}

  written(): Buffer {
    return this.buffer.subarray(0, this.at);
  }

  /** Reserves bytes, and returns their position. */
  skip(bytes: number): number {
    this.at += bytes;
    return this.at - bytes;
  }

  byte(value: number): void {
    this.buffer[this.at++] = value;
  }

  /** Encodes a signed number as Protocol Buffers do: zigzag, seven bits per byte. */
  varint(value: number): void {
    let rest = (value << 1) ^ (value >> 31);
    while ((rest & ~0x7f) !== 0) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** The same for 64 bits, by arithmetic, because bit operations have 32. */
  varlong(value: number): void {
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.byte((rest % 0x80) | 0x80);
    this.byte(rest);
  }

  bytes(value: Buffer): void {
    this.buffer.set(value, this.at);
    this.at += value.length;
  }

  /** Writes the length in bytes, -1 for null, then the text. */
  text(value: string | null): void {
    if (value === null) return this.varint(-1);
    this.varint(Buffer.byteLength(value));
    this.at += this.buffer.write(value, this.at);
  }

  /** Writes the length of everything since `start` into the bytes reserved there. */
  close(start: number): void {
    const [body, end] = [start + longestVarint, this.at];
    this.at = start;
    this.varint(end - body);
    this.buffer.copyWithin(this.at, body, end);
    this.at += end - body;
  }
}
