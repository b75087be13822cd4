import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { LogIdentity } from '#contracts/log-identity';
import { eventTopicsOf } from '#contracts/events/topics';
import { MemoryTransport } from '#messaging/memory-transport';
import { TailWatch } from './tail-watch.ts';
import { topicSpecs } from './topics.ts';

const topics = { prefix: 'spec', partitions: 2, replication: 1 };
const [topic = ''] = eventTopicsOf(topics.prefix);
const noise = [{ topic, partition: 0, key: 'k', value: 'no event', headers: {} }];
const identity: LogIdentity = { logId: randomUUID(), epochs: [{ epoch: 1, after: 0 }] };

describe('topics that are checked while another producer writes to them', () => {
  let kafka: MemoryTransport;
  let watch: TailWatch;

  beforeEach(async () => {
    kafka = new MemoryTransport();
    await kafka.ensureTopics(topicSpecs(topics));
    const log = { readAt: async () => [], identity: async () => identity };
    watch = new TailWatch({ log, topics, logger: pino({ level: 'silent' }) }, kafka);
    await watch.begin({ previous: {} });
    await watch.publish(noise, {});
  });

  /** Runs `work` between the response of the brokers and its arrival. */
  const meanwhile = (work: () => Promise<unknown>): void => {
    const ask = kafka.tails.bind(kafka);
    jest.spyOn(kafka, 'tails').mockImplementationOnce(async (...asked) => {
      const answer = await ask(...asked);
      await work();
      return answer;
    });
  };

  it('are not considered truncated: records that arrived meanwhile are not in the response', async () => {
    meanwhile(() => watch.publish(noise, {}));
    await expect(watch.compare({})).resolves.toBeUndefined();
    await watch.publish(noise, {});
    expect(watch.known[`${topic}/0`]).toBe('3');
  });

  it('are considered truncated if they are', async () => {
    kafka.deleteTopic(topic);
    await kafka.ensureTopics(topicSpecs(topics));
    await expect(watch.compare({})).rejects.toThrow(`${topic}/0 ends at offset 0, and ended at 1`);
  });
});
