import kafkajs, { type Admin } from 'kafkajs';
import { pause } from '#platform/pause';
import type { TopicSpec } from '../event-transport.ts';
import type { PartitionOffset } from '../record.ts';
import { type FoundTopic, topicDifferences } from '../topic-differences.ts';
import { TopicMismatch } from '../transport-errors.ts';

const visibleWithinMs = 10_000;

/**
 * Creates missing topics, then compares every topic with its spec, because another process may have created it
 * meanwhile.
 */
export async function ensureTopics(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  for (const spec of specs) if (!existing.has(spec.name)) await create(admin, spec);
  const deadline = performance.now() + visibleWithinMs;
  const differences: string[] = [];
  for (const spec of specs) differences.push(...topicDifferences(spec, await found(admin, spec.name, deadline)));
  if (differences.length > 0) throw new TopicMismatch(differences.join('; '));
}

export async function deleteRecords(admin: Admin, before: readonly PartitionOffset[]): Promise<void> {
  for (const topic of new Set(before.map((one) => one.topic))) {
    const partitions = before.flatMap(({ partition, offset, ...at }) =>
      at.topic === topic ? [{ partition, offset }] : [],
    );
    await admin.fetchTopicOffsets(topic); // kafkajs deletes records only from topics whose metadata it has
    await admin.deleteTopicRecords({ topic, partitions });
  }
}

async function create(admin: Admin, { name, partitions, replication, config = {} }: TopicSpec): Promise<void> {
  const configEntries = Object.entries(config).map(([key, value]) => ({ name: key, value }));
  const topic = { topic: name, numPartitions: partitions, replicationFactor: replication, configEntries };
  await admin.createTopics({ topics: [topic], waitForLeaders: false });
}

// Brokers learn of a new topic some time after its creation.
async function found(admin: Admin, name: string, deadline: number): Promise<FoundTopic> {
  for (;;) {
    const topic = await describe(admin, name);
    if (topic) return topic;
    if (performance.now() > deadline) throw new Error(`topic ${name} was created, but no broker knows it yet`);
    await pause(50, undefined);
  }
}

async function describe(admin: Admin, name: string): Promise<FoundTopic | undefined> {
  // queries all topics, because kafkajs throws for an unknown one
  const { topics } = await admin.fetchTopicMetadata();
  const topic = topics.find((one) => one.name === name);
  if (!topic?.partitions.every(({ leader }) => leader >= 0)) return undefined;
  const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name, configNames: ['cleanup.policy'] };
  try {
    const { resources } = await admin.describeConfigs({ resources: [resource], includeSynonyms: false });
    const cleanupPolicy = resources[0]?.configEntries[0]?.configValue ?? 'unknown';
    const replication = Math.min(...topic.partitions.map(({ replicas }) => replicas.length));
    return { partitions: topic.partitions.length, replication, cleanupPolicy };
  } catch (error) {
    if (error instanceof kafkajs.KafkaJSProtocolError && error.type === 'UNKNOWN_TOPIC_OR_PARTITION') return undefined;
    throw error;
  }
}
