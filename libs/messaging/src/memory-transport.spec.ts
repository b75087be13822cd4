import { describeEventTransport } from './specification/event-transport.contract.ts';
import { MemoryTransport } from './memory-transport.ts';
import { PublishDoubt } from './transport-errors.ts';

describe('the transport in memory', () => {
  describeEventTransport(async () => new MemoryTransport());

  it.each([
    ['before-writing', 0],
    ['after-writing', 1],
  ] as const)('fails a publish with PublishDoubt %s if a spec asks for it', async (when, written) => {
    const transport = new MemoryTransport();
    await transport.ensureTopics([{ name: 'topic', partitions: 1, replication: 1 }]);
    transport.doubtNextPublish(when);
    const batch = [{ topic: 'topic', partition: 0, key: 'k', value: 'v', headers: {} }];
    await expect(transport.publish(batch)).rejects.toThrow(PublishDoubt);
    expect(transport.recordsOf('topic')).toHaveLength(written);
    await transport.publish(batch);
    expect(transport.recordsOf('topic')).toHaveLength(written + 1);
    expect(transport.counters().producerResets).toBe(1);
  });
});
