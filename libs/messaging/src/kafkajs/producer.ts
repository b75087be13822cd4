import kafkajs, { CompressionTypes, PartitionerArgs, Producer } from 'kafkajs';
import type { Acknowledged } from '../record.ts';
import { acknowledgedOf, AnswerFault, faultOf, LastOffsets } from './acknowledgement.ts';
import { BrokerAccess, kafkaClient } from './client.ts';
import { CuttableSockets } from './cuttable-sockets.ts';
import { type NextIdentity, useIdentity } from './producer-identity.ts';
import { ReadySend } from './ready-send.ts';

/**
 * An idempotent kafkajs producer that is good for sends one after the other, until one fails: then its sequence numbers
 * no longer tell new records from repeats (the next ones may be dropped in silence), and it must be discarded.
 */
export class OneStreakProducer {
  private readonly sockets = new CuttableSockets();
  private readonly producer: Producer;
  private readonly lastOffsets: LastOffsets = new Map();
  private connecting: Promise<void> | undefined;

  /** @param nextIdentity whom the brokers take it for; somebody new unless given */
  constructor(access: BrokerAccess, nextIdentity?: NextIdentity) {
    const kafka = kafkaClient(access, this.sockets);
    if (nextIdentity) useIdentity(kafka, nextIdentity);
    this.producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false, // a typo would create a topic of one partition
      metadataMaxAge: 60_000,
      createPartitioner: () => partitionAsGiven,
      // Bounded: the default for idempotent producers retries for ever, and a send then cannot be given up.
      retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 3 },
    });
  }

  /**
   * Resolves to where the records are, or to what is wrong with the answer. A rejection leaves open what was written.
   */
  async send({ records, topicMessages: ready }: ReadySend): Promise<readonly Acknowledged[] | AnswerFault> {
    this.connecting ??= this.producer.connect();
    const [topicMessages] = await Promise.all([ready, this.connecting]);
    const settings = { acks: -1, timeout: 10_000, compression: CompressionTypes.GZIP };
    const answer = await this.producer.sendBatch({ ...settings, topicMessages });
    return faultOf(records, answer, this.lastOffsets) ?? acknowledgedOf(records, answer);
  }

  /** At once. What is on its way to a broker may still arrive: see `CuttableSockets`. */
  discard(): void {
    this.sockets.cut();
    this.producer.disconnect().catch(() => {}); // it has nothing left to say
  }
}

/** Whether the broker refused a whole batch for its size, which no retry changes. */
export function isTooLarge(error: unknown): boolean {
  const types = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'];
  return error instanceof kafkajs.KafkaJSProtocolError && types.includes(error.type);
}

function partitionAsGiven({ message }: PartitionerArgs): number {
  if (message.partition === undefined) throw new Error('a record without a partition');
  return message.partition;
}
