import { CompressionTypes, KafkaJSProtocolError, Partitioners, Producer, TopicMessages } from 'kafkajs';
import { OutgoingRecord } from '../record';
import { AnswerFault, faultOf, LastOffsets } from './acknowledgement';
import { BrokerAccess, kafkaClient } from './client';
import { CuttableSockets } from './cuttable-sockets';

/**
 * An idempotent kafkajs producer that is good for sends one after the other, until one fails: then its sequence numbers no
 * longer tell new records from repeats (the next ones may be dropped in silence), and it must be discarded.
 */
export class OneStreakProducer {
  private readonly sockets = new CuttableSockets();
  private readonly producer: Producer;
  private readonly lastOffsets: LastOffsets = new Map();
  private connecting: Promise<void> | undefined;

  constructor(access: BrokerAccess) {
    this.producer = kafkaClient(access, this.sockets).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false, // a typo would create a topic of one partition
      metadataMaxAge: 60_000,
      createPartitioner: Partitioners.DefaultPartitioner,
      // Bounded: the default for idempotent producers retries for ever, and a send then cannot be given up.
      retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 3 },
    });
  }

  /** Resolves to what is wrong with the answer, `undefined` where all is well. A rejection leaves open what was written. */
  async send(records: readonly OutgoingRecord[]): Promise<AnswerFault | undefined> {
    this.connecting ??= this.producer.connect();
    await this.connecting;
    const answer = await this.producer.sendBatch({
      acks: -1,
      timeout: 10_000,
      compression: CompressionTypes.GZIP,
      topicMessages: byTopic(records),
    });
    return faultOf(records, answer, this.lastOffsets);
  }

  /** At once: whatever the producer still has under way ends here. */
  discard(): void {
    this.sockets.cut();
    this.producer.disconnect().catch(() => {}); // it has nothing left to say
  }
}

/** Whether the broker refused a whole batch for its size, which no retry changes. */
export function isTooLarge(error: unknown): boolean {
  const types = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'];
  return error instanceof KafkaJSProtocolError && types.includes(error.type);
}

function byTopic(records: readonly OutgoingRecord[]): TopicMessages[] {
  const topics = new Map<string, TopicMessages['messages']>();
  for (const { topic, partition, key, value, headers } of records) {
    const messages = topics.get(topic) ?? [];
    messages.push({ partition, key, value, headers: { ...headers } });
    topics.set(topic, messages);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
