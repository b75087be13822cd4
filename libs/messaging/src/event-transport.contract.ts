import { randomUUID } from 'node:crypto';
import { chunkSize, EventTransport, type TailQuestion, TopicSpec } from './event-transport.ts';
import type { IncomingRecord, OutgoingRecord, PartitionOffset } from './record.ts';
import { RecordingHandler } from './recording-handler.ts';
import { ConcurrentPublish, TooLarge, TopicMismatch, TopicMissing } from './transport-errors.ts';

/** What every transport promises. `open` gives a transport of its own to each test; topics get names that no other test uses. */
export function describeEventTransport(open: () => Promise<EventTransport>): void {
  let transport: EventTransport;
  let topic: string;
  let group: string;

  beforeEach(async () => {
    transport = await open();
    topic = `contract-${randomUUID()}`;
    group = `readers-${randomUUID()}`;
  });

  afterEach(() => transport.close());

  const spec = (changes: Partial<TopicSpec> = {}): TopicSpec => ({
    name: topic,
    partitions: 3,
    replication: 1,
    ...changes,
  });

  const record = (value: string, partition = 0): OutgoingRecord => ({
    topic,
    partition,
    key: `key-${partition}`,
    value,
    headers: { ce_id: value },
  });

  const records = (count: number, partition = 0) =>
    Array.from({ length: count }, (_, i) => record(String(i), partition));

  describe('topics', () => {
    it('are created once, and found as they are from then on', async () => {
      await transport.ensureTopics([spec()]);
      await transport.ensureTopics([spec()]);
      await transport.publish([record('hello', 2)]);
    });

    it('are refused with another partition count than configured, because keys would move', async () => {
      await transport.ensureTopics([spec({ partitions: 3 })]);
      const refused = transport.ensureTopics([spec({ partitions: 4 })]);
      await expect(refused).rejects.toThrow(TopicMismatch);
      await expect(refused).rejects.toThrow(`topic ${topic} has 3 partitions, but 4 are configured`);
    });

    it('are refused with fewer replicas than configured, because one lost disk would lose events', async () => {
      await transport.ensureTopics([spec({ replication: 1 })]);
      await expect(transport.ensureTopics([spec({ replication: 3 })])).rejects.toThrow(
        `topic ${topic} has 1 replicas of a partition, but 3 are configured`,
      );
    });

    it('are refused with another clean-up policy, because compaction deletes events', async () => {
      await transport.ensureTopics([spec({ config: { 'cleanup.policy': 'compact' } })]);
      await expect(transport.ensureTopics([spec()])).rejects.toThrow(
        `topic ${topic} has cleanup.policy compact, but delete is needed`,
      );
    });
  });

  describe('a published batch', () => {
    it('is read back whole, each partition in the order of the batch', async () => {
      await transport.ensureTopics([spec()]);
      await transport.publish([record('a', 0), record('b', 1), record('c', 0), record('d', 1), record('ö€😀', 0)]);
      const reader = new RecordingHandler();
      transport.consume(group, [topic], reader);
      await reader.until(() => reader.records.length === 5);
      expect(reader.valuesOf(0)).toEqual(['a', 'c', 'ö€😀']);
      expect(reader.valuesOf(1)).toEqual(['b', 'd']);
      const first: IncomingRecord = {
        topic,
        partition: 0,
        offset: '0',
        key: 'key-0',
        value: 'a',
        headers: { ce_id: 'a' },
      };
      expect(reader.records.find(({ value }) => value === 'a')).toEqual(first);
    });

    it('keeps a null value, the tombstone of compacted topics', async () => {
      await transport.ensureTopics([spec()]);
      await transport.publish([{ ...record('gone'), value: null }]);
      const reader = new RecordingHandler();
      transport.consume(group, [topic], reader);
      await reader.until(() => reader.records.length === 1);
      expect(reader.records[0]?.value).toBeNull();
    });

    it('may be sent again and is then there twice: dropping repeats is the reader’s part', async () => {
      await transport.ensureTopics([spec()]);
      await transport.publish([record('a'), record('b')]);
      await transport.publish([record('a'), record('b')]);
      const reader = new RecordingHandler();
      transport.consume(group, [topic], reader);
      await reader.until(() => reader.records.length === 4);
      expect(reader.valuesOf(0)).toEqual(['a', 'b', 'a', 'b']);
    });

    it('may be prepared, and published more than once', async () => {
      await transport.ensureTopics([spec()]);
      const batch = [...records(3), ...records(2, 1)];
      transport.prepare(batch);
      await transport.publish(batch);
      await transport.publish(batch);
      expect((await transport.extentOf(topic)).toSorted((a, b) => a.partition - b.partition)).toEqual([
        { topic, partition: 0, beginOffset: '0', endOffset: '6' },
        { topic, partition: 1, beginOffset: '0', endOffset: '4' },
        { topic, partition: 2, beginOffset: '0', endOffset: '0' },
      ]);
    });

    it('says where it was written', async () => {
      await transport.ensureTopics([spec()]);
      await transport.publish([record('a', 0)]);
      const acknowledged = await transport.publish([record('b', 0), record('c', 1), record('d', 0)]);
      const records = (partition: number) => acknowledged.filter((one) => one.partition === partition);
      expect(Math.min(...records(0).map(({ offset }) => Number(offset)))).toBe(1);
      expect(records(0).reduce((sum, { count }) => sum + count, 0)).toBe(2);
      expect(records(1)).toEqual([{ topic, partition: 1, offset: '0', count: 1 }]);
    });

    it('may be empty', async () => {
      await expect(transport.publish([])).resolves.toEqual([]);
    });

    it('is refused while another one is under way, which is not harmed', async () => {
      await transport.ensureTopics([spec()]);
      const first = transport.publish([record('first')]);
      await expect(transport.publish([record('second')])).rejects.toThrow(ConcurrentPublish);
      await first;
      await transport.publish([record('third')]);
      const reader = new RecordingHandler();
      transport.consume(group, [topic], reader);
      await reader.until(() => reader.records.length === 2);
      expect(reader.valuesOf(0)).toEqual(['first', 'third']);
    });

    it('names the one record that is too large for its topic, and later batches are written', async () => {
      await transport.ensureTopics([spec({ config: { 'max.message.bytes': '2000' } })]);
      const large = record(incompressible(4000), 1);
      const refused = transport.publish([record('small'), large, record('small', 2)]);
      await expect(refused).rejects.toThrow(TooLarge);
      await expect(refused).rejects.toMatchObject({ record: large });
      await expect(transport.publish([record('small')])).resolves.toEqual([expect.objectContaining({ count: 1 })]);
    });

    it('is rejected when its topic does not exist', async () => {
      await expect(transport.publish([{ ...record('lost'), topic: `missing-${topic}` }])).rejects.toThrow(Error);
    });
  });

  describe('a consumer', () => {
    it('gets chunks of one partition, never more than 500 records', async () => {
      await transport.ensureTopics([spec()]);
      await transport.publish([...records(1200, 0), ...records(30, 1)]);
      const reader = new RecordingHandler();
      transport.consume(group, [topic], reader);
      await reader.until(() => reader.records.length === 1230);
      expect(Math.max(...reader.chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(chunkSize);
      expect(reader.chunks.every((chunk) => new Set(chunk.map(({ partition }) => partition)).size === 1)).toBe(true);
      expect(reader.valuesOf(0)).toEqual(records(1200).map(({ value }) => value));
    });

    it('starts where its handler says, and from the beginning where the handler says nothing', async () => {
      await transport.ensureTopics([spec()]);
      await transport.publish([...records(5, 0), ...records(3, 1)]);
      const reader = new RecordingHandler([{ topic, partition: 0, offset: '4' }]);
      transport.consume(group, [topic], reader);
      await reader.until(() => reader.records.length === 4);
      expect(reader.valuesOf(0)).toEqual(['4']);
      expect(reader.valuesOf(1)).toEqual(['0', '1', '2']);
    });

    it('reads again what its handler does not know, although the group had read it', async () => {
      await transport.ensureTopics([spec()]);
      await transport.publish(records(5));
      const before = new RecordingHandler();
      const consumption = transport.consume(group, [topic], before);
      await before.until(() => before.records.length === 5);
      await consumption.stop();
      const restored = new RecordingHandler([{ topic, partition: 0, offset: '2' }]);
      transport.consume(group, [topic], restored);
      await restored.until(() => restored.records.length === 3);
      expect(restored.valuesOf(0)).toEqual(['2', '3', '4']);
    });

    it('hands out nothing before its handler has said where to start', async () => {
      await transport.ensureTopics([spec()]);
      await transport.publish(records(5));
      const hesitant = new RecordingHandler();
      let say: (offsets: PartitionOffset[]) => void = nothing;
      hesitant.assigned = () => new Promise((done) => (say = done));
      transport.consume(group, [topic], hesitant);
      const other = new RecordingHandler();
      transport.consume(`other-${group}`, [topic], other);
      await other.until(() => other.records.length === 5 && say !== nothing);
      expect(hesitant.records).toEqual([]);
      say([{ topic, partition: 0, offset: '3' }]);
      await hesitant.until(() => hesitant.records.length === 2);
      expect(hesitant.valuesOf(0)).toEqual(['3', '4']);
    });

    it('goes on with what is published while it runs', async () => {
      await transport.ensureTopics([spec()]);
      const reader = new RecordingHandler();
      transport.consume(group, [topic], reader);
      await transport.publish([record('one')]);
      await reader.until(() => reader.records.length === 1);
      await transport.publish([record('two')]);
      await reader.until(() => reader.records.length === 2);
      expect(reader.valuesOf(0)).toEqual(['one', 'two']);
    });

    it('waits for a topic that is not there yet', async () => {
      const reader = new RecordingHandler();
      transport.consume(group, [topic], reader);
      await transport.ensureTopics([spec()]);
      await transport.publish([record('late')]);
      await reader.until(() => reader.records.length === 1);
    });

    it('tells how far it has come', async () => {
      await transport.ensureTopics([spec({ partitions: 1 })]);
      await transport.publish(records(7));
      const reader = new RecordingHandler();
      const consumption = transport.consume(group, [topic], reader);
      await reader.until(() => consumption.progress()[0]?.nextOffset === '7');
      expect(consumption.progress()).toEqual([{ topic, partition: 0, nextOffset: '7', endOffset: '7' }]);
    });

    it('ends with the handler’s own error, and hands out nothing more', async () => {
      await transport.ensureTopics([spec({ partitions: 1 })]);
      await transport.publish(records(600));
      const reader = new RecordingHandler();
      const poison = new Error('event 17 cannot be applied');
      reader.onChunk = () => Promise.reject(poison);
      const consumption = transport.consume(group, [topic], reader);
      await expect(consumption.finished).rejects.toBe(poison);
      expect(reader.chunks).toHaveLength(1);
    });

    it('ends with the handler’s own error when offsets cannot be had', async () => {
      await transport.ensureTopics([spec()]);
      const reader = new RecordingHandler();
      const away = new Error('the database is away');
      reader.assigned = () => Promise.reject(away);
      const consumption = transport.consume(group, [topic], reader);
      await expect(consumption.finished).rejects.toBe(away);
    });

    it('finishes the chunk in hand when it is stopped, and takes no other', async () => {
      await transport.ensureTopics([spec({ partitions: 1 })]);
      await transport.publish(records(1200));
      const reader = new RecordingHandler();
      let release: () => void = nothing;
      reader.onChunk = () => new Promise((done) => (release = done));
      const consumption = transport.consume(group, [topic], reader);
      await reader.until(() => reader.chunks.length === 1);
      const stopped = consumption.stop();
      release();
      await stopped;
      await expect(consumption.finished).resolves.toBeUndefined();
      expect(reader.chunks).toHaveLength(1);
    });

    it('shares the partitions with the other members of its group, and takes over when one leaves', async () => {
      await transport.ensureTopics([spec({ partitions: 4 })]);
      const [one, two] = [new RecordingHandler(), new RecordingHandler()];
      const first = transport.consume(group, [topic], one);
      await one.until(() => one.partitions.length === 4);
      transport.consume(group, [topic], two);
      await two.until(() => one.partitions.length === 2 && two.partitions.length === 2);
      await transport.publish([0, 1, 2, 3].map((partition) => record('shared', partition)));
      await two.until(() => one.records.length + two.records.length === 4);
      expect(one.records.length).toBe(2);
      await first.stop();
      await two.until(() => two.partitions.length === 4);
    });
  });

  describe('the tails of partitions', () => {
    const any = () => true;
    const tails = async (question: Partial<TailQuestion> = {}) =>
      (await transport.tails([topic], { counts: any, ...question }))
        .toSorted((a, b) => a.partition - b.partition)
        .map(({ beginOffset, endOffset, first, latest }) => ({
          from: beginOffset,
          to: endOffset,
          first: first?.value,
          latest: latest.map(({ value, offset }) => `${value}@${offset}`),
        }));

    it('are the last record of each, and the first that is left', async () => {
      await transport.ensureTopics([spec()]);
      await transport.publish(records(5, 0));
      await transport.publish([record('x', 0), record('y', 2)]);
      expect(await tails()).toEqual([
        { from: '0', to: '6', first: '0', latest: ['x@5'] },
        { from: '0', to: '0', first: undefined, latest: [] },
        { from: '0', to: '1', first: 'y', latest: ['y@0'] },
      ]);
    });

    it('are everything since an offset where one is given', async () => {
      await transport.ensureTopics([spec({ partitions: 2 })]);
      await transport.publish([...records(5, 0), ...records(2, 1)]);
      const since = new Map([
        [`${topic}/0`, '3'],
        [`${topic}/1`, '2'],
      ]);
      expect(await tails({ since })).toMatchObject([{ latest: ['3@3', '4@4'] }, { latest: [] }]);
    });

    it('pass over the records that do not count', async () => {
      await transport.ensureTopics([spec({ partitions: 1 })]);
      await transport.publish([...records(3), ...Array.from({ length: 40 }, () => record('noise'))]);
      const counts = ({ value }: IncomingRecord) => value !== 'noise';
      expect(await tails({ counts })).toEqual([{ from: '0', to: '43', first: '0', latest: ['2@2'] }]);
      expect(await tails({ counts: () => false })).toMatchObject([{ first: undefined, latest: [] }]);
    });

    it('are refused for a topic that does not exist', async () => {
      await expect(tails()).rejects.toThrow(TopicMissing);
      await expect(transport.extentOf(topic)).rejects.toThrow(TopicMissing);
    });

    it('are empty where everything was deleted, and begin where a part was', async () => {
      await transport.ensureTopics([spec({ partitions: 2 })]);
      await transport.publish([...records(4, 0), ...records(4, 1)]);
      await transport.deleteRecords([
        { topic, partition: 0, offset: '4' },
        { topic, partition: 1, offset: '3' },
      ]);
      expect(await tails()).toMatchObject([
        { from: '4', to: '4', latest: [] },
        { from: '3', to: '4', latest: ['3@3'] },
      ]);
    });
  });

  it('reads a whole topic without a group', async () => {
    await transport.ensureTopics([spec()]);
    await transport.publish([...records(700, 0), ...records(30, 1)]);
    const read: IncomingRecord[] = [];
    for await (const chunk of transport.scan(topic)) read.push(...chunk);
    const valuesOf = (partition: number) => read.filter((one) => one.partition === partition).map(({ value }) => value);
    expect(valuesOf(0)).toEqual(records(700).map(({ value }) => value));
    expect(valuesOf(1)).toEqual(records(30).map(({ value }) => value));
    expect(read).toHaveLength(730);

    const rest: IncomingRecord[] = [];
    for await (const chunk of transport.scan(
      topic,
      new Map([
        [`${topic}/0`, '690'],
        [`${topic}/1`, '30'],
      ]),
    ))
      rest.push(...chunk);
    expect(rest.map(({ offset }) => Number(offset))).toEqual(records(10).map((_, n) => 690 + n));
  });

  it('knows that it is connected', async () => {
    const health = await transport.health();
    expect(health.connected).toBe(true);
    expect(health.brokers.length).toBeGreaterThan(0);
  });
}

const nothing = () => {};

// Kafka holds the compressed size against its limit.
function incompressible(length: number): string {
  return Array.from({ length: Math.ceil(length / 32) }, () => randomUUID().replaceAll('-', ''))
    .join('')
    .slice(0, length);
}
