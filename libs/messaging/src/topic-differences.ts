import { TopicSpec } from './event-transport.ts';

/** A topic as it is. `replication`: of the partition that has fewest. */
export interface FoundTopic {
  readonly partitions: number;
  readonly replication: number;
  readonly cleanupPolicy: string;
}

/** What keeps an existing topic from serving as `spec`: one clause for each difference, none where it fits. */
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

/** The clean-up policy that a topic is to have: Kafka's default where the spec names none. */
export function cleanupPolicyOf(spec: TopicSpec): string {
  return spec.config?.['cleanup.policy'] ?? 'delete';
}
