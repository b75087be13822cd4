import type { Kafka, KafkaMessage } from 'kafkajs';

/**
 * The parts of kafkajs' internal cluster used here that its public interface does not offer. As of 2.2.4, the pinned
 * version.
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

/** Returns a cluster with the client's settings and sockets. The caller must disconnect it. */
export function clusterOf(kafka: Kafka): KafkajsCluster {
  return creatorIn(kafka).create({ metadataMaxAge: 60_000, allowAutoTopicCreation: false });
}

/** Makes everything that the client opens from now on use the cluster that `changed` returns. */
export function changeClusters(kafka: Kafka, changed: (cluster: KafkajsCluster) => KafkajsCluster): void {
  const { symbol, create } = creatorIn(kafka);
  const changing: CreateCluster = (options) => changed(create(options));
  Reflect.set(kafka, symbol, changing);
}

function creatorIn(kafka: Kafka): { symbol: symbol; create: CreateCluster } {
  const symbol = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === creatorName);
  const create: unknown = symbol && Reflect.get(kafka, symbol);
  if (symbol === undefined || !isCreator(create))
    throw new TypeError(`unexpected version of kafkajs: it has no ${creatorName}; install the pinned version`);
  return { symbol, create };
}

/** Its parameters and result are known only from the source of kafkajs. The specs of its callers check them. */
const isCreator = (found: unknown): found is CreateCluster => typeof found === 'function';

const creatorName = 'private:Kafka:createCluster';
