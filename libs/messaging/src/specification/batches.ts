import { randomUUID } from 'node:crypto';
import type { IncomingRecord } from '../record.ts';
import { RecordingHandler } from '../recording-handler.ts';
import { ConcurrentPublish, TooLarge } from '../transport-errors.ts';
import type { TransportAtTest } from './transport-at-test.ts';

export const describeBatches = (at: TransportAtTest): void =>
  describe('a published batch', () => {
    isReadBack(at);
    isAcknowledged(at);
    isRefused(at);
  });

function isReadBack(at: TransportAtTest): void {
  it('is read back completely, each partition in the order of the batch', async () => {
    await at.transport.ensureTopics([at.spec()]);
    await at.transport.publish([
      at.record('a', 0),
      at.record('b', 1),
      at.record('c', 0),
      at.record('d', 1),
      at.record('ö€😀', 0),
    ]);
    const reader = new RecordingHandler();
    at.transport.consume(at.group, [at.topic], reader);
    await reader.until(() => reader.records.length === 5);
    expect(reader.valuesOf(0)).toEqual(['a', 'c', 'ö€😀']);
    expect(reader.valuesOf(1)).toEqual(['b', 'd']);
    const first: IncomingRecord = {
      topic: at.topic,
      partition: 0,
      offset: '0',
      key: 'key-0',
      value: 'a',
      headers: { ce_id: 'a' },
    };
    expect(reader.records.find(({ value }) => value === 'a')).toEqual(first);
  });

  it('keeps a null value, the tombstone of compacted topics', async () => {
    await at.transport.ensureTopics([at.spec()]);
    await at.transport.publish([{ ...at.record('gone'), value: null }]);
    const reader = new RecordingHandler();
    at.transport.consume(at.group, [at.topic], reader);
    await reader.until(() => reader.records.length === 1);
    expect(reader.records[0]?.value).toBeNull();
  });

  it('is stored twice if it is sent twice, because removing repetitions is the reader’s task', async () => {
    await at.transport.ensureTopics([at.spec()]);
    await at.transport.publish([at.record('a'), at.record('b')]);
    await at.transport.publish([at.record('a'), at.record('b')]);
    const reader = new RecordingHandler();
    at.transport.consume(at.group, [at.topic], reader);
    await reader.until(() => reader.records.length === 4);
    expect(reader.valuesOf(0)).toEqual(['a', 'b', 'a', 'b']);
  });
}

function isAcknowledged(at: TransportAtTest): void {
  it('may be prepared, and published more than once', async () => {
    await at.transport.ensureTopics([at.spec()]);
    const batch = [...at.records(3), ...at.records(2, 1)];
    at.transport.prepare(batch);
    await at.transport.publish(batch);
    await at.transport.publish(batch);
    expect((await at.transport.extentOf(at.topic)).toSorted((a, b) => a.partition - b.partition)).toEqual([
      { topic: at.topic, partition: 0, beginOffset: '0', endOffset: '6' },
      { topic: at.topic, partition: 1, beginOffset: '0', endOffset: '4' },
      { topic: at.topic, partition: 2, beginOffset: '0', endOffset: '0' },
    ]);
  });

  it('returns the offsets of its records', async () => {
    await at.transport.ensureTopics([at.spec()]);
    await at.transport.publish([at.record('a', 0)]);
    const acknowledged = await at.transport.publish([at.record('b', 0), at.record('c', 1), at.record('d', 0)]);
    const written = (partition: number) => acknowledged.filter((one) => one.partition === partition);
    expect(Math.min(...written(0).map(({ offset }) => Number(offset)))).toBe(1);
    expect(written(0).reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect(written(1)).toEqual([{ topic: at.topic, partition: 1, offset: '0', count: 1 }]);
  });

  it('may be empty', async () => {
    await expect(at.transport.publish([])).resolves.toEqual([]);
  });
}

function isRefused(at: TransportAtTest): void {
  it('is refused during another publish, which still succeeds', async () => {
    await at.transport.ensureTopics([at.spec()]);
    const first = at.transport.publish([at.record('first')]);
    await expect(at.transport.publish([at.record('second')])).rejects.toThrow(ConcurrentPublish);
    await first;
    await at.transport.publish([at.record('third')]);
    const reader = new RecordingHandler();
    at.transport.consume(at.group, [at.topic], reader);
    await reader.until(() => reader.records.length === 2);
    expect(reader.valuesOf(0)).toEqual(['first', 'third']);
  });

  it('reports the record that is too large for its topic, and later batches are written', async () => {
    await at.transport.ensureTopics([at.spec({ config: { 'max.message.bytes': '2000' } })]);
    const large = at.record(incompressible(4000), 1);
    const refused = at.transport.publish([at.record('small'), large, at.record('small', 2)]);
    await expect(refused).rejects.toThrow(TooLarge);
    await expect(refused).rejects.toMatchObject({ record: large });
    await expect(at.transport.publish([at.record('small')])).resolves.toEqual([expect.objectContaining({ count: 1 })]);
  });

  it('is rejected if its topic does not exist', async () => {
    await expect(at.transport.publish([{ ...at.record('lost'), topic: `missing-${at.topic}` }])).rejects.toThrow(Error);
  });
}

// Kafka compares the compressed size with its limit.
function incompressible(length: number): string {
  return Array.from({ length: Math.ceil(length / 32) }, () => randomUUID().replaceAll('-', ''))
    .join('')
    .slice(0, length);
}
