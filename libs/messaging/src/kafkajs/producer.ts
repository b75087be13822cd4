import kafkajs, { CompressionTypes, PartitionerArgs, Producer } from 'kafkajs';
import type { Acknowledged } from '../record.ts';
import { acknowledgedOf, AnswerFault, faultOf, LastOffsets } from './acknowledgement.ts';
import { BrokerAccess, kafkaClient } from './client.ts';
import { CuttableSockets } from './cuttable-sockets.ts';
import { type NextIdentity, useIdentity } from './producer-identity.ts';
import { ReadySend } from './ready-send.ts';

/**
 * An idempotent kafkajs producer for sequential sends, usable until one fails. Afterwards its sequence numbers no
 * longer distinguish new records from retries (the next ones may be dropped silently), so it must be discarded.
 */
export class OneStreakProducer {
  private readonly sockets = new CuttableSockets();
  private readonly producer: Producer;
  private readonly lastOffsets: LastOffsets = new Map();
  private connecting: Promise<void> | undefined;

  /** @param nextIdentity the producer's identity towards the brokers; default: a new one */
  constructor(access: BrokerAccess, nextIdentity?: NextIdentity) {
    const kafka = kafkaClient(access, this.sockets);
    if (nextIdentity) useIdentity(kafka, nextIdentity);
    this.producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false, // a typo would create a topic of one partition
      metadataMaxAge: 60_000,
      createPartitioner: () => partitionAsGiven,
      // Bounded, because the default for idempotent producers retries for ever, so that a send could not be abandoned.
      retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 3 },
    });
  }

  /**
   * Resolves to the offsets, or to the fault in the response. After a rejection it is unknown which records were
   * written.
   */
  async send({ records, topicMessages: ready }: ReadySend): Promise<readonly Acknowledged[] | AnswerFault> {
    this.connecting ??= this.producer.connect();
    const [topicMessages] = await Promise.all([ready, this.connecting]);
    const settings = { acks: -1, timeout: 10_000, compression: CompressionTypes.GZIP };
    const answer = await this.producer.sendBatch({ ...settings, topicMessages });
    return faultOf(records, answer, this.lastOffsets) ?? acknowledgedOf(records, answer);
  }

  /** Takes effect at once. Data already sent may still reach a broker: see `CuttableSockets`. */
  discard(): void {
    this.sockets.cut();
    this.producer.disconnect().catch(() => {}); // it has nothing more to send
  }
}

/** True if the broker refused a batch for its size. A retry would not help. */
export function isTooLarge(error: unknown): boolean {
  const types = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'];
  return error instanceof kafkajs.KafkaJSProtocolError && types.includes(error.type);
}

function partitionAsGiven({ message }: PartitionerArgs): number {
  if (message.partition === undefined) throw new Error('a record has no partition');
  return message.partition;
}
