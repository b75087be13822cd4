import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import type { OutgoingRecord } from '../record.ts';
import { recordSetOf, maximalSize } from './record-set.ts';

type Content = Pick<OutgoingRecord, 'key' | 'value' | 'headers' | 'timestamp'>;

const now = Date.UTC(2026, 11, 1);

/** kafkajs' own encoder, which is slow but correct. */
const encode = createRequire(import.meta.filename)('kafkajs/src/protocol/recordBatch/record/v0') as (
  record: Content & { offsetDelta: number; timestampDelta: number },
) => { buffer: Buffer };

const asKafkajs = (records: readonly Content[]): Buffer =>
  Buffer.concat(
    records.map((record, offsetDelta) => {
      const timestampDelta = (record.timestamp ?? now) - (records[0]?.timestamp ?? now);
      return encode({ ...record, offsetDelta, timestampDelta }).buffer;
    }),
  );

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 40 }));
const contents = fc.record({
  key: text,
  value: fc.option(fc.oneof(text, fc.string({ minLength: 8000, maxLength: 20_000 }))),
  headers: fc.dictionary(text, text, { maxKeys: 15, noNullPrototype: true }),
  timestamp: fc.integer({ min: 0, max: 2 * now }),
});

describe('a set of records', () => {
  it('equals the encoding by kafkajs, byte for byte', () => {
    fc.assert(
      fc.property(fc.array(contents, { maxLength: 150 }), (records) => {
        expect(recordSetOf(records, now).equals(asKafkajs(records))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('is never longer than computed in advance', () => {
    fc.assert(
      fc.property(contents, (record) => {
        expect(recordSetOf([{ ...record, timestamp: 0 }, record], now).length).toBeLessThanOrEqual(
          2 * maximalSize(record),
        );
      }),
    );
  });
});
