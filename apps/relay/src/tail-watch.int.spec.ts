import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { eventTopicsOf } from '#contracts/events/topics';
import { anAppend, anEvent } from '#test/support/database/appends';
import { MemoryBroker } from '#test/support/kafka/memory-broker';
import { suiteLog } from '#test/support/database/suite-log';
import { eventOf, faultsIn, readLog } from '#test/support/kafka/topic-oracle';
import { until } from '#test/support/time/until';
import { PublishDoubt } from '#messaging/transport-errors';
import type { IncomingRecord, OutgoingRecord } from '#messaging/record';
import { type RunningRelay, startRelay } from './relay.ts';
import { republish } from './republish.ts';

const topics = { prefix: 'spec', partitions: 3, replication: 1 };
const logger = pino({ level: 'silent' });

describe('a relay whose topics', () => {
  let broker: MemoryBroker;
  const relays: RunningRelay[] = [];
  const suite = suiteLog(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  });

  beforeEach(() => {
    broker = new MemoryBroker();
  });

  const start = (): RunningRelay => {
    const { pool, log } = suite;
    const relay = startRelay({ pool, log, topics, logger, openTransport: () => broker.connect() });
    relays.push(relay);
    return relay;
  };

  const append = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, n) =>
        suite.log.append(anAppend({ events: [anEvent({ partitionKey: `default/article-${n % 13}` })] })),
      ),
    );

  const caughtUp = () =>
    until('everything is published', async () => {
      const { entries, checkpoint } = await readLog(suite.pool);
      return checkpoint === (entries.at(-1)?.position ?? 0);
    });

  const publishedOf = async (count: number): Promise<void> => {
    await append(count);
    const relay = start();
    await caughtUp();
    await relay.stop();
  };

  const published = (): readonly IncomingRecord[] =>
    eventTopicsOf('spec').flatMap((topic) => broker.topics.recordsOf(topic));
  const faults = async (): Promise<string[]> => faultsIn(published(), await readLog(suite.pool));
  const last = (): OutgoingRecord & { offset: string } => {
    const record = broker.topics.recordsOf('spec.comments').at(-1);
    if (record?.key == null) throw new Error('nothing is published');
    return { ...record, key: record.key };
  };
  const refused = async (relay: RunningRelay, line: RegExp): Promise<void> => {
    const count = published().length;
    await expect(relay.finished).rejects.toThrow(line);
    await expect(relay.finished).rejects.toMatchObject({
      name: 'StartupError',
      message: expect.not.stringContaining('\n'),
    });
    expect(published()).toHaveLength(count);
  };
  const republished = (from?: number) =>
    republish({ pool: suite.pool, log: suite.log, transport: broker.connect(), topics }, from);

  it('end with a different event than the log publishes nothing', async () => {
    await publishedOf(20);
    const { topic, partition, key, value, headers } = last();
    const foreign = { ...headers, ce_id: randomUUID(), ce_position: '21' };
    await broker.write([{ topic, partition, key, value, headers: foreign }]);
    await append(5);
    await refused(
      start(),
      /^Kafka's spec\.comments\/\d has event \S+ at position 21 \(offset \d+\), where the log has \S+: .* run "colloquy restore"$/,
    );
  });

  it('hold such an event beyond the last acknowledged record publishes nothing, after any number of restarts', async () => {
    await append(20);
    const relay = start();
    await caughtUp();
    const { topic, partition, key, value, headers } = last();
    const foreign = { ...headers, ce_id: randomUUID(), ce_position: '21' };
    await broker.write([{ topic, partition, key, value, headers: foreign }]);
    await append(13); // in every partition, and so also after the foreign event
    await expect(relay.finished).rejects.toThrow('run "colloquy restore"');
    expect(last().headers['ce_id']).not.toBe(foreign.ce_id);
    await refused(start(), /at position 21 \(offset \d+\), where the log has \S+: .* run "colloquy restore"$/);
    await refused(start(), /at position 21 /);
  });

  it('end with an event that the log lacks publishes nothing', async () => {
    await publishedOf(20);
    const { topic, partition, key, value, headers } = last();
    const { ce_log: _, ...older } = headers;
    await broker.write([
      { topic, partition, key, value, headers: { ...older, ce_id: randomUUID(), ce_position: '400' } },
    ]);
    await refused(start(), /at position 400 \(offset \d+\), where the log has none: .* run "colloquy restore"$/);
  });

  it('hold records of another log publishes nothing', async () => {
    await publishedOf(20);
    const { topic, partition, key, value, headers } = last();
    await broker.write([{ topic, partition, key, value, headers: { ...headers, ce_log: `${randomUUID()}.1` } }]);
    await refused(start(), /position \d+ of log \S+ at offset \d+, .*: set another KAFKA_TOPIC_PREFIX$/);
  });

  it('another deployment starts to publish to stops', async () => {
    await append(20);
    const relay = start();
    await caughtUp();
    const { topic, partition, key, value, headers } = last();
    await broker.write([{ topic, partition, key, value, headers: { ...headers, ce_log: `${randomUUID()}.1` } }]);
    await append(13);
    await expect(relay.finished).rejects.toThrow('KAFKA_TOPIC_PREFIX');
  });

  it('end with void records of an earlier epoch continues', async () => {
    await publishedOf(20);
    const { topic, partition, key, value, headers } = last();
    await broker.write([
      { topic, partition, key, value, headers: { ...headers, ce_id: randomUUID(), ce_position: '31' } },
    ]);
    await suite.pool.query(`select begin_log_epoch(20, 'restore', 100, true)`);
    await append(5);
    start();
    await caughtUp();
    expect(published().filter(({ headers }) => headers['ce_log']?.endsWith('.2') && headers['ce_prev'])).not.toEqual(
      [],
    );
  });

  it('are emptied by retention continues', async () => {
    await publishedOf(20);
    const extents = await broker.topics.extentOf('spec.comments');
    await broker.topics.deleteRecords(extents.map(({ endOffset: offset, ...at }) => ({ ...at, offset })));
    await append(5);
    start();
    await caughtUp();
    expect(published()).toHaveLength(5);
  });

  it('hold records that are not events continues', async () => {
    await publishedOf(20);
    await broker.write([{ topic: 'spec.comments', partition: 0, key: 'k', value: 'noise', headers: {} }]);
    await append(20);
    start();
    await caughtUp();
  });

  it('are deleted while it is stopped publishes nothing until they are republished', async () => {
    await publishedOf(40);
    broker.topics.deleteTopic('spec.comments');
    await broker.topics.ensureTopics([{ name: 'spec.comments', partitions: 3, replication: 1 }]);
    await refused(
      start(),
      /^Kafka's spec\.comments\/0 holds no event, but events up to position \d+ .* run "colloquy republish", and start again$/,
    );
    await republished();
    await append(10);
    start();
    await caughtUp();
    expect(published()).toHaveLength(50);
    expect(await faults()).toEqual([]);
  });

  it('are recreated while it runs stops, and republishing restores every event once', async () => {
    await append(40);
    const relay = start();
    await caughtUp();
    broker.topics.deleteTopic('spec.comments');
    await broker.topics.ensureTopics([{ name: 'spec.comments', partitions: 3, replication: 1 }]);
    await append(20);
    await expect(relay.finished).rejects.toThrow(
      /^Kafka's spec\.comments\/\d begins with position \d+, which follows \d+: /,
    );
    await expect(start().finished).rejects.toThrow('colloquy republish');
    expect(await republished()).toContain('partitions that lacked their first events');
    start();
    await caughtUp();
    expect(published()).toHaveLength(60);
    expect(await faults()).toEqual([]);
  });

  it('are deleted while it runs creates them again, and stops', async () => {
    await append(40);
    const relay = start();
    await caughtUp();
    broker.topics.deleteTopic('spec.comments');
    await append(1);
    await expect(relay.finished).rejects.toThrow('colloquy republish');
    expect(published()).toEqual([]);
  });

  it('lost their last records continues from the position that an operator gives, without a gap', async () => {
    await publishedOf(40);
    const whole = broker.topics.recordsOf('spec.comments');
    broker.topics.deleteTopic('spec.comments');
    await broker.topics.ensureTopics([{ name: 'spec.comments', partitions: 3, replication: 1 }]);
    await broker.write(whole.filter((record) => Number(eventOf(record).position) <= 20) as OutgoingRecord[]);
    await refused(start(), /ends at position \d+, but events up to \d+ were published to it/);
    await expect(republished(30)).rejects.toThrow(
      /^--from: Kafka's spec.comments\/\d ends at position \d+: use that position/,
    );
    await republished(20);
    start();
    await caughtUp();
    expect(published()).toHaveLength(40);
    expect(await faults()).toEqual([]);
  });

  it('received a batch without an acknowledgement are checked before it is sent again', async () => {
    await append(20);
    const relay = start();
    await caughtUp();
    broker.afterSend = () => {
      broker.topics.deleteTopic('spec.comments');
      broker.afterSend = () => undefined;
      throw new PublishDoubt('the response was lost');
    };
    await append(5);
    await expect(relay.finished).rejects.toThrow('colloquy republish');
    expect(published()).toEqual([]);
  });
});
