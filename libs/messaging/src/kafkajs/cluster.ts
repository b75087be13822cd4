import type { Kafka, KafkaMessage } from 'kafkajs';

/**
 * kafkajs' own view of the brokers, as far as it is used here: what its public interface leaves out, in 2.2.4, the
 * version that is pinned.
 */
export interface KafkajsCluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
  findTopicPartitionMetadata(topic: string): readonly { readonly partitionId: number; readonly leader: number }[];
  fetchTopicsOffset(topics: readonly OffsetQuestion[]): Promise<readonly TopicOffsets[]>;
  findBroker(node: { readonly nodeId: number }): Promise<Broker>;
  findControllerBroker(): Promise<Pick<Broker, 'initProducerId'>>;
}

interface OffsetQuestion {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number }[];
  readonly fromBeginning: boolean;
}

interface TopicOffsets {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
}

interface Broker {
  fetch(request: FetchRequest): Promise<FetchResponse>;
  initProducerId(request: object): Promise<{ readonly producerId: string; readonly producerEpoch: number }>;
}

interface FetchRequest {
  readonly isolationLevel: 0 | 1;
  readonly maxWaitTime: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly fetchOffset: string;
      readonly maxBytes: number;
    }[];
  }[];
}

export type FetchedMessage = KafkaMessage & {
  readonly isControlRecord?: boolean;
  readonly batchContext?: { readonly inTransaction?: boolean };
};

interface FetchResponse {
  readonly responses: readonly { readonly partitions: readonly { readonly messages: readonly FetchedMessage[] }[] }[];
}

type CreateCluster = (options: object) => KafkajsCluster;

/** A cluster with the client's settings and over its sockets. Disconnect it at the end. */
export function clusterOf(kafka: Kafka): KafkajsCluster {
  return creatorIn(kafka).create({ metadataMaxAge: 60_000, allowAutoTopicCreation: false });
}

/** Has whatever the client opens from now on see the cluster as `changed` answers it. */
export function changeClusters(kafka: Kafka, changed: (cluster: KafkajsCluster) => KafkajsCluster): void {
  const { symbol, create } = creatorIn(kafka);
  const changing: CreateCluster = (options) => changed(create(options));
  Reflect.set(kafka, symbol, changing);
}

function creatorIn(kafka: Kafka): { symbol: symbol; create: CreateCluster } {
  const symbol = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === creatorName);
  const create: unknown = symbol && Reflect.get(kafka, symbol);
  if (symbol === undefined || !isCreator(create))
    throw new TypeError(`this is not the kafkajs that was pinned: it has no ${creatorName}`);
  return { symbol, create };
}

/** What it takes and answers, only reading kafkajs tells; the specs of what uses it hold that. */
const isCreator = (found: unknown): found is CreateCluster => typeof found === 'function';

const creatorName = 'private:Kafka:createCluster';
