import { Admin, ConfigResourceTypes } from 'kafkajs';
import { TopicSpec } from '../event-transport';
import { topicDifferences } from '../topic-differences';
import { TopicMismatch } from '../transport-errors';

/** Creates what is missing, then holds every topic against its spec: another process may have created it meanwhile. */
export async function ensureTopics(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  for (const spec of specs) if (!existing.has(spec.name)) await create(admin, spec);
  const differences = await Promise.all(
    specs.map(async (spec) => topicDifferences(spec, await describe(admin, spec.name))),
  );
  if (differences.flat().length > 0) throw new TopicMismatch(differences.flat().join('; '));
}

async function create(admin: Admin, { name, partitions, replication, config = {} }: TopicSpec): Promise<void> {
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  const topic = { topic: name, numPartitions: partitions, replicationFactor: replication, configEntries };
  await admin.createTopics({ topics: [topic], waitForLeaders: true });
}

async function describe(admin: Admin, name: string): Promise<{ partitions: number; cleanupPolicy: string }> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
  const resource = { type: ConfigResourceTypes.TOPIC, name, configNames: ['cleanup.policy'] };
  const { resources } = await admin.describeConfigs({ resources: [resource], includeSynonyms: false });
  return {
    partitions: topics[0]?.partitions.length ?? 0,
    cleanupPolicy: resources[0]?.configEntries[0]?.configValue ?? 'unknown',
  };
}
