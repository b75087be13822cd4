import { anAppend, anEvent } from '#test/support/database/appends';
import { PublishedLog, testTopics } from '#test/support/kafka/published-log';
import { suiteLog } from '#test/support/database/suite-log';
import { MemoryTransport } from '#messaging/memory-transport';
import { examineTopics } from './examine-topics.ts';

describe('the check of Kafka by the doctor', () => {
  const suite = suiteLog();
  let transport: MemoryTransport;

  beforeEach(async () => {
    transport = new MemoryTransport();
    const published = new PublishedLog(suite.pool, suite.log, transport);
    await published.prepare();
    for (let n = 0; n < 20; n++)
      await suite.log.append(anAppend({ events: [anEvent({ partitionKey: `default/article-${n}` })] }));
    await published.publishAll();
  });

  const examined = () =>
    examineTopics({ transport, prefix: testTopics.prefix }, { pool: suite.pool, eventLog: suite.log });

  it('reports partitions that end where the log does', async () => {
    expect(await examined()).toEqual({ isRight: true, line: 'Kafka: 9 partitions match the log' });
  });

  it('reports topics of another log, with the fix', async () => {
    await suite.pool.query('update log_identity set log_id = gen_random_uuid()');
    expect(await examined()).toMatchObject({
      isRight: false,
      line: expect.stringContaining('another KAFKA_TOPIC_PREFIX'),
    });
  });

  it('reports missing topics and missing records', async () => {
    transport.deleteTopic('test.comments');
    expect(await examined()).toMatchObject({ isRight: false, line: expect.stringContaining('does not exist') });
    await transport.ensureTopics([{ name: 'test.comments', partitions: 3, replication: 1 }]);
    expect(await examined()).toMatchObject({ isRight: false, line: expect.stringContaining('colloquy republish') });
  });
});
