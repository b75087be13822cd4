import { TopicSpec } from './event-transport.ts';

/** An existing topic. `replication`: that of the partition with the fewest replicas. */
export interface FoundTopic {
  readonly partitions: number;
  readonly replication: number;
  readonly cleanupPolicy: string;
}

/** Returns a clause for each difference between an existing topic and `spec`; empty if it fits. */
export function topicDifferences(spec: TopicSpec, found: FoundTopic): string[] {
  const differences: string[] = [];
  if (found.partitions !== spec.partitions) {
    differences.push(partitionsDiffer(spec.name, { found: found.partitions, configured: spec.partitions }));
  }
  if (found.replication < spec.replication) {
    differences.push(
      `topic ${spec.name} has ${found.replication} replicas of a partition, but ${spec.replication} are configured`,
    );
  }
  if (found.cleanupPolicy !== cleanupPolicyOf(spec)) {
    differences.push(
      `topic ${spec.name} has cleanup.policy ${found.cleanupPolicy}, but ${cleanupPolicyOf(spec)} is needed`,
    );
  }
  return differences;
}

export const partitionsDiffer = (topic: string, count: { found: number; configured: number }): string =>
  `topic ${topic} has ${count.found} partitions, but ${count.configured} are configured`;

/** Returns the clean-up policy that a topic must have: Kafka's default if the spec names none. */
export function cleanupPolicyOf(spec: TopicSpec): string {
  return spec.config?.['cleanup.policy'] ?? 'delete';
}
