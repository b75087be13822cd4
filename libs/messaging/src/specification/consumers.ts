import { RecordingHandler } from '../recording-handler.ts';
import { chunkSize } from '../event-transport.ts';
import type { PartitionOffset } from '../record.ts';
import type { TransportAtTest } from './transport-at-test.ts';

export const describeConsumers = (at: TransportAtTest): void =>
  describe('a consumer', () => {
    startsWhereItsHandlerSays(at);
    readsOn(at);
    ends(at);
    sharesItsPartitions(at);
  });

function startsWhereItsHandlerSays(at: TransportAtTest): void {
  it('starts at the offsets that its handler returns, and at the beginning of other partitions', async () => {
    await at.transport.ensureTopics([at.spec()]);
    await at.transport.publish([...at.records(5, 0), ...at.records(3, 1)]);
    const reader = new RecordingHandler([{ topic: at.topic, partition: 0, offset: '4' }]);
    at.transport.consume(at.group, [at.topic], reader);
    await reader.until(() => reader.records.length === 4);
    expect(reader.valuesOf(0)).toEqual(['4']);
    expect(reader.valuesOf(1)).toEqual(['0', '1', '2']);
  });

  it('reads again what its handler has no offset for, even if the group had read it', async () => {
    await at.transport.ensureTopics([at.spec()]);
    await at.transport.publish(at.records(5));
    const before = new RecordingHandler();
    const consumption = at.transport.consume(at.group, [at.topic], before);
    await before.until(() => before.records.length === 5);
    await consumption.stop();
    const restored = new RecordingHandler([{ topic: at.topic, partition: 0, offset: '2' }]);
    at.transport.consume(at.group, [at.topic], restored);
    await restored.until(() => restored.records.length === 3);
    expect(restored.valuesOf(0)).toEqual(['2', '3', '4']);
  });

  it('receives no records before its handler has returned the offsets', async () => {
    await at.transport.ensureTopics([at.spec()]);
    await at.transport.publish(at.records(5));
    const hesitant = new RecordingHandler();
    let answer: (offsets: PartitionOffset[]) => void = nothing;
    hesitant.assigned = () => new Promise((done) => (answer = done));
    at.transport.consume(at.group, [at.topic], hesitant);
    const other = new RecordingHandler();
    at.transport.consume(`other-${at.group}`, [at.topic], other);
    await other.until(() => other.records.length === 5 && answer !== nothing);
    expect(hesitant.records).toEqual([]);
    answer([{ topic: at.topic, partition: 0, offset: '3' }]);
    await hesitant.until(() => hesitant.records.length === 2);
    expect(hesitant.valuesOf(0)).toEqual(['3', '4']);
  });
}

function readsOn(at: TransportAtTest): void {
  it('gets chunks of one partition with at most 500 records', async () => {
    await at.transport.ensureTopics([at.spec()]);
    await at.transport.publish([...at.records(1200, 0), ...at.records(30, 1)]);
    const reader = new RecordingHandler();
    at.transport.consume(at.group, [at.topic], reader);
    await reader.until(() => reader.records.length === 1230);
    expect(Math.max(...reader.chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(chunkSize);
    expect(reader.chunks.every((chunk) => new Set(chunk.map(({ partition }) => partition)).size === 1)).toBe(true);
    expect(reader.valuesOf(0)).toEqual(at.records(1200).map(({ value }) => value));
  });

  it('continues with records published while it runs', async () => {
    await at.transport.ensureTopics([at.spec()]);
    const reader = new RecordingHandler();
    at.transport.consume(at.group, [at.topic], reader);
    await at.transport.publish([at.record('one')]);
    await reader.until(() => reader.records.length === 1);
    await at.transport.publish([at.record('two')]);
    await reader.until(() => reader.records.length === 2);
    expect(reader.valuesOf(0)).toEqual(['one', 'two']);
  });

  it('waits for a topic that does not exist yet', async () => {
    const reader = new RecordingHandler();
    at.transport.consume(at.group, [at.topic], reader);
    await at.transport.ensureTopics([at.spec()]);
    await at.transport.publish([at.record('late')]);
    await reader.until(() => reader.records.length === 1);
  });

  it('reports its progress', async () => {
    await at.transport.ensureTopics([at.spec({ partitions: 1 })]);
    await at.transport.publish(at.records(7));
    const reader = new RecordingHandler();
    const consumption = at.transport.consume(at.group, [at.topic], reader);
    await reader.until(() => consumption.progress()[0]?.nextOffset === '7');
    expect(consumption.progress()).toEqual([{ topic: at.topic, partition: 0, nextOffset: '7', endOffset: '7' }]);
  });
}

function ends(at: TransportAtTest): void {
  it('ends with the handler’s own error, and receives no more records', async () => {
    await at.transport.ensureTopics([at.spec({ partitions: 1 })]);
    await at.transport.publish(at.records(600));
    const reader = new RecordingHandler();
    const poison = new Error('event 17 cannot be applied');
    reader.onChunk = () => Promise.reject(poison);
    const consumption = at.transport.consume(at.group, [at.topic], reader);
    await expect(consumption.finished).rejects.toBe(poison);
    expect(reader.chunks).toHaveLength(1);
  });

  it('ends with the handler’s own error if the offsets cannot be read', async () => {
    await at.transport.ensureTopics([at.spec()]);
    const reader = new RecordingHandler();
    const unavailable = new Error('the database is unavailable');
    reader.assigned = () => Promise.reject(unavailable);
    const consumption = at.transport.consume(at.group, [at.topic], reader);
    await expect(consumption.finished).rejects.toBe(unavailable);
  });

  it('completes the current chunk when it is stopped, and takes no other', async () => {
    await at.transport.ensureTopics([at.spec({ partitions: 1 })]);
    await at.transport.publish(at.records(1200));
    const reader = new RecordingHandler();
    let release: () => void = nothing;
    reader.onChunk = () => new Promise((done) => (release = done));
    const consumption = at.transport.consume(at.group, [at.topic], reader);
    await reader.until(() => reader.chunks.length === 1);
    const stopped = consumption.stop();
    release();
    await stopped;
    await expect(consumption.finished).resolves.toBeUndefined();
    expect(reader.chunks).toHaveLength(1);
  });
}

function sharesItsPartitions(at: TransportAtTest): void {
  it('shares the partitions with the other members of its group, and takes over when one leaves', async () => {
    await at.transport.ensureTopics([at.spec({ partitions: 4 })]);
    const [one, two] = [new RecordingHandler(), new RecordingHandler()];
    const first = at.transport.consume(at.group, [at.topic], one);
    await one.until(() => one.partitions.length === 4);
    at.transport.consume(at.group, [at.topic], two);
    await two.until(() => one.partitions.length === 2 && two.partitions.length === 2);
    await at.transport.publish([0, 1, 2, 3].map((partition) => at.record('shared', partition)));
    await two.until(() => one.records.length + two.records.length === 4);
    expect(one.records.length).toBe(2);
    await first.stop();
    await two.until(() => two.partitions.length === 4);
  });
}

const nothing = () => {};
