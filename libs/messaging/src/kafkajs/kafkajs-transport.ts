import kafkajs, { Admin } from 'kafkajs';
import type { BrokerSecurity } from '../broker-security.ts';
import {
  Consumption,
  EventTransport,
  PartitionExtent,
  RecordHandler,
  Tail,
  TailQuestion,
  TopicSpec,
  TransportCounters,
  TransportHealth,
} from '../event-transport.ts';
import { BrokerAccess, impatient, kafkaClient } from './client.ts';
import { KafkajsLog, TransportLogger } from './client-log.ts';
import { type KafkajsCluster, clusterOf } from './cluster.ts';
import { KafkajsConsumption } from './consumption.ts';
import { Membership } from './membership.ts';
import { CuttableSockets } from './cuttable-sockets.ts';
import { isTooLarge, OneStreakProducer } from './producer.ts';
import { IdentityRefused, type NextIdentity } from './producer-identity.ts';
import type { ResourceNames } from './missing-right.ts';
import { type ReadySend, readySend } from './ready-send.ts';
import { scanTopic, tailsOf } from './tails.ts';
import { deleteRecords, ensureTopics } from './topics.ts';
import { Acknowledged, IncomingRecord, OutgoingRecord, PartitionOffset } from '../record.ts';
import { inRequests } from './requests.ts';
import { ConcurrentPublish, PublishDoubt, TooLarge, TopicMissing } from '../transport-errors.ts';
import { within } from '#platform/within';

export interface KafkajsOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly logger: TransportLogger;
  /** Default: no TLS and no credentials. */
  readonly security?: BrokerSecurity;
  /** The prefix of the topics, for messages. */
  readonly prefix?: string;
  /** Milliseconds after which a request of a publish counts as in doubt; default 30 s. */
  readonly publishLimitMs?: number;
  /**
   * The identity of each producer towards the brokers. Without it each producer has a new one, and records that an old
   * one sent may be written after those of the next.
   */
  readonly nextIdentity?: NextIdentity;
}

/** Kafka through kafkajs 2.2.4. Guards against its faults are documented next to them, in `kafkajs/`. */
export class KafkajsTransport extends EventTransport {
  private readonly access: BrokerAccess;
  private readonly publishLimitMs: number;
  private readonly nextIdentity: NextIdentity | undefined;
  private readonly consumptions = new Set<Consumption>();
  private readonly numbers = {
    producerResets: 0,
    metadataMismatches: 0,
    duplicates: 0,
    lastSendMs: 0,
    consumerRestarts: 0,
  };
  private producer: OneStreakProducer | undefined;
  private publishing = false;
  /** Entries exist as long as the batch is referenced. */
  private readonly prepared = new WeakMap<readonly OutgoingRecord[], readonly ReadySend[]>();
  private lastError: TransportHealth['lastError'];

  constructor({
    brokers,
    clientId,
    logger,
    security = {},
    prefix,
    publishLimitMs = 30_000,
    nextIdentity,
  }: KafkajsOptions) {
    super();
    this.nextIdentity = nextIdentity;
    this.access = { brokers, clientId, security, log: new KafkajsLog(logger, namesFor(prefix)) };
    this.publishLimitMs = publishLimitMs;
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    const client = kafkaClient(this.access, new CuttableSockets());
    await this.noting(withAdmin(client.admin(), (admin) => ensureTopics(admin, topics)));
  }

  override prepare(records: readonly OutgoingRecord[]): void {
    this.prepared.set(records, inRequests(records).map(readySend));
  }

  async publish(records: readonly OutgoingRecord[]): Promise<readonly Acknowledged[]> {
    if (this.publishing) throw new ConcurrentPublish();
    this.publishing = true;
    try {
      const sends = this.prepared.get(records) ?? inRequests(records).map(readySend);
      const acknowledged: Acknowledged[] = [];
      for (const send of sends) acknowledged.push(...(await this.noting(this.sendOrSplit(send))));
      return acknowledged;
    } finally {
      this.publishing = false;
    }
  }

  consume(group: string, topics: readonly string[], handler: RecordHandler): Consumption {
    const brokersAnswer = async () => (await this.health()).connected;
    const newMembership = () => new Membership(this.access, group, handler, brokersAnswer);
    const consumption = new KafkajsConsumption(newMembership, topics, (error) => {
      this.numbers.consumerRestarts += 1;
      this.note(error);
    });
    this.consumptions.add(consumption);
    const forget = () => this.consumptions.delete(consumption);
    consumption.finished.then(forget, forget);
    return consumption;
  }

  async extentOf(topic: string): Promise<readonly PartitionExtent[]> {
    const offsets = await this.ask((admin) => admin.fetchTopicOffsets(topic));
    return offsets.map(({ partition, low, high }) => ({ topic, partition, beginOffset: low, endOffset: high }));
  }

  tails(topics: readonly string[], question: TailQuestion): Promise<readonly Tail[]> {
    return this.askCluster((cluster) => tailsOf(cluster, topics, question));
  }

  async *scan(topic: string, from?: ReadonlyMap<string, string>): AsyncGenerator<readonly IncomingRecord[], void> {
    const sockets = new CuttableSockets();
    const cluster = clusterOf(kafkaClient(this.access, sockets));
    try {
      await cluster.connect();
      yield* scanTopic(cluster, topic, from);
    } finally {
      await cluster.disconnect();
      sockets.cut();
    }
  }

  async deleteRecords(before: readonly PartitionOffset[]): Promise<void> {
    await this.ask((admin) => deleteRecords(admin, before));
  }

  async health(): Promise<TransportHealth> {
    try {
      const { brokers } = await this.ask((admin) => admin.describeCluster());
      return {
        connected: true,
        brokers: brokers.map(({ host, port }) => `${host}:${port}`),
        lastError: this.lastError,
      };
    } catch (error) {
      this.note(error);
      return { connected: false, brokers: [], lastError: this.lastError };
    }
  }

  counters(): TransportCounters {
    return { ...this.numbers };
  }

  async close(): Promise<void> {
    await Promise.all([...this.consumptions].map((consumption) => consumption.stop()));
    this.producer?.discard();
    this.producer = undefined;
  }

  /** Uses its own connections. Rejects within a few seconds if there is no answer. */
  private async ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    const sockets = new CuttableSockets();
    const answer = withAdmin(kafkaClient(this.access, sockets, impatient).admin(), question);
    return this.inTime(answer, answerLimitMs).finally(() => sockets.cut());
  }

  private async askCluster<T>(question: (cluster: KafkajsCluster) => Promise<T>): Promise<T> {
    const sockets = new CuttableSockets();
    const cluster = clusterOf(kafkaClient(this.access, sockets, impatient));
    const answer = cluster.connect().then(() => question(cluster));
    return this.inTime(answer, longAnswerLimitMs).finally(() => sockets.cut());
  }

  private inTime<T>(answer: Promise<T>, limitMs: number): Promise<T> {
    const known = answer.catch((error: unknown) => {
      throw isMissing(error) ? new TopicMissing('a requested topic does not exist', { cause: error }) : error;
    });
    return within(limitMs, known, () => new Error('the brokers did not answer in time'));
  }

  // A broker refuses a whole batch for its size without naming the record, so the halves are sent separately.
  private async sendOrSplit(ready: ReadySend): Promise<readonly Acknowledged[]> {
    try {
      return await this.send(ready);
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      const { records } = ready;
      const [only, ...others] = records;
      if (only && others.length === 0) throw new TooLarge(only);
      const middle = Math.ceil(records.length / 2);
      const before = await this.sendOrSplit(readySend(records.slice(0, middle)));
      return [...before, ...(await this.sendOrSplit(readySend(records.slice(middle))))];
    }
  }

  private async send(ready: ReadySend): Promise<readonly Acknowledged[]> {
    const started = performance.now();
    const producer = (this.producer ??= new OneStreakProducer(this.access, this.nextIdentity));
    const late = () => new PublishDoubt(`no answer from the brokers within ${this.publishLimitMs} ms`);
    try {
      const answer = await within(this.publishLimitMs, producer.send(ready), late);
      if (!('kind' in answer)) return answer;
      if (answer.kind === 'mismatch') this.numbers.metadataMismatches += 1;
      else this.numbers.duplicates += 1;
      throw new PublishDoubt(answer.detail);
    } catch (error) {
      this.discard(producer);
      if (error instanceof IdentityRefused) throw error.cause;
      throw isTooLarge(error) || error instanceof PublishDoubt ? error : doubt(error);
    } finally {
      this.numbers.lastSendMs = performance.now() - started;
    }
  }

  // After anything but a clean response, the producer's sequence numbers cannot be trusted.
  private discard(producer: OneStreakProducer): void {
    producer.discard();
    this.producer = undefined;
    this.numbers.producerResets += 1;
  }

  private async noting<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      this.note(error);
      throw error;
    }
  }

  private note(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.lastError = { message, at: new Date().toISOString() };
  }
}

const answerLimitMs = 3_000;
/** For queries that take one or two requests per partition. */
const longAnswerLimitMs = 15_000;

async function withAdmin<T>(admin: Admin, ask: (admin: Admin) => Promise<T>): Promise<T> {
  try {
    await admin.connect();
    return await ask(admin);
  } finally {
    await admin.disconnect();
  }
}

/** kafkajs retries some queries first; the reason is then in the cause. */
const isMissing = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSProtocolError
    ? error.type === 'UNKNOWN_TOPIC_OR_PARTITION'
    : error instanceof kafkajs.KafkaJSNumberOfRetriesExceeded && isMissing(error.cause);

function doubt(error: unknown): PublishDoubt {
  return new PublishDoubt(error instanceof Error ? error.message : String(error), { cause: error });
}

const namesFor = (prefix: string | undefined): ResourceNames =>
  prefix === undefined ? {} : { topics: `${prefix}.*`, group: `${prefix}.projector` };
