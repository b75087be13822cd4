import { TopicMismatch } from '../transport-errors.ts';
import type { TransportAtTest } from './transport-at-test.ts';

export const describeTopics = (at: TransportAtTest): void =>
  describe('topics', () => {
    it('are created once, and reused afterwards', async () => {
      await at.transport.ensureTopics([at.spec()]);
      await at.transport.ensureTopics([at.spec()]);
      await at.transport.publish([at.record('hello', 2)]);
    });

    it('are refused with another partition count than configured, because keys would move', async () => {
      await at.transport.ensureTopics([at.spec({ partitions: 3 })]);
      const refused = at.transport.ensureTopics([at.spec({ partitions: 4 })]);
      await expect(refused).rejects.toThrow(TopicMismatch);
      await expect(refused).rejects.toThrow(`topic ${at.topic} has 3 partitions, but 4 are configured`);
    });

    it('are refused with fewer replicas than configured, because one lost disk would lose events', async () => {
      await at.transport.ensureTopics([at.spec({ replication: 1 })]);
      await expect(at.transport.ensureTopics([at.spec({ replication: 3 })])).rejects.toThrow(
        `topic ${at.topic} has 1 replicas of a partition, but 3 are configured`,
      );
    });

    it('are refused with another clean-up policy, because compaction deletes events', async () => {
      await at.transport.ensureTopics([at.spec({ config: { 'cleanup.policy': 'compact' } })]);
      await expect(at.transport.ensureTopics([at.spec()])).rejects.toThrow(
        `topic ${at.topic} has cleanup.policy compact, but delete is needed`,
      );
    });
  });
