import type { OutgoingRecord } from '../record.ts';

const longestVarint = 5;

type Content = Pick<OutgoingRecord, 'key' | 'value' | 'headers'>;

/**
 * Encodes records in Kafka's record format 2 (https://kafka.apache.org/documentation/#record). All have the timestamp
 * of their batch. Uses one buffer, while kafkajs allocates 512 bytes for each header of each record.
 */
export function recordSetOf(records: readonly Content[]): Buffer {
  const size = records.reduce((sum, record) => sum + maximalSize(record), 0);
  const writer = new Writer(Buffer.allocUnsafe(size));
  records.forEach((record, index) => writeRecord(writer, record, index));
  return writer.written();
}

/**
 * Returns the maximum number of bytes of a record with this content. Keys and headers are estimated by their number of
 * characters.
 */
export function maximalSize({ key, value, headers }: Content): number {
  let characters = key.length;
  for (const name in headers) characters += name.length + (headers[name] ?? '').length + 2 * longestVarint;
  return characters * bytesInCharacter + (value === null ? 0 : Buffer.byteLength(value)) + 8 * longestVarint;
}

/** Bytes of UTF-8 for one unit of UTF-16. */
const bytesInCharacter = 3;

function writeRecord(writer: Writer, { key, value, headers }: Content, offsetDelta: number): void {
  // The length precedes the body and has a variable size, so the longest is reserved and the body is moved up
  // afterwards.
  const start = writer.skip(longestVarint);
  writer.byte(0); // no attributes
  writer.varint(0); // no time since the first record
  writer.varint(offsetDelta);
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
