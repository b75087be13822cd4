import { Admin } from 'kafkajs';
import {
  Consumption,
  EventTransport,
  RecordHandler,
  TopicSpec,
  TransportCounters,
  TransportHealth,
} from './event-transport';
import { BrokerAccess, impatient, kafkaClient } from './kafkajs/client';
import { KafkajsLog, TransportLogger } from './kafkajs/client-log';
import { KafkajsConsumption } from './kafkajs/consumption';
import { Membership } from './kafkajs/membership';
import { CuttableSockets } from './kafkajs/cuttable-sockets';
import { isTooLarge, OneStreakProducer } from './kafkajs/producer';
import { ensureTopics } from './kafkajs/topics';
import { OutgoingRecord } from './record';
import { inRequests } from './requests';
import { ConcurrentPublish, PublishDoubt, TooLarge } from './transport-errors';
import { within } from './within';

export interface KafkajsOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly logger: TransportLogger;
  /** How long one request of a publish may take before it counts as a doubt; 30 s unless given. */
  readonly publishLimitMs?: number;
}

/** Kafka through kafkajs 2.2.4, with guards around what it gets wrong: they are told where they stand, in `kafkajs/`. */
export class KafkajsTransport extends EventTransport {
  private readonly access: BrokerAccess;
  private readonly publishLimitMs: number;
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
  private lastError: TransportHealth['lastError'];

  constructor({ brokers, clientId, logger, publishLimitMs = 30_000 }: KafkajsOptions) {
    super();
    this.access = { brokers, clientId, log: new KafkajsLog(logger) };
    this.publishLimitMs = publishLimitMs;
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    const client = kafkaClient(this.access, new CuttableSockets());
    await this.noting(withAdmin(client.admin(), (admin) => ensureTopics(admin, topics)));
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    if (this.publishing) throw new ConcurrentPublish();
    this.publishing = true;
    try {
      for (const request of inRequests(records)) await this.noting(this.sendOrSplit(request));
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

  async health(): Promise<TransportHealth> {
    const sockets = new CuttableSockets();
    const admin = kafkaClient(this.access, sockets, impatient).admin();
    const cluster = withAdmin(admin, () => admin.describeCluster());
    try {
      const { brokers } = await within(healthLimitMs, cluster, () => new Error('the brokers do not answer'));
      return {
        connected: true,
        brokers: brokers.map(({ host, port }) => `${host}:${port}`),
        lastError: this.lastError,
      };
    } catch (error) {
      this.note(error);
      return { connected: false, brokers: [], lastError: this.lastError };
    } finally {
      sockets.cut();
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

  // A broker refuses a whole batch for its size and does not say for which record, so the halves are tried on their own.
  private async sendOrSplit(records: readonly OutgoingRecord[]): Promise<void> {
    try {
      await this.send(records);
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      const [only, ...others] = records;
      if (only && others.length === 0) throw new TooLarge(only);
      const middle = Math.ceil(records.length / 2);
      await this.sendOrSplit(records.slice(0, middle));
      await this.sendOrSplit(records.slice(middle));
    }
  }

  private async send(records: readonly OutgoingRecord[]): Promise<void> {
    const started = performance.now();
    const producer = (this.producer ??= new OneStreakProducer(this.access));
    const late = () => new PublishDoubt(`no answer within ${this.publishLimitMs} ms`);
    try {
      const fault = await within(this.publishLimitMs, producer.send(records), late);
      if (fault?.kind === 'mismatch') this.numbers.metadataMismatches += 1;
      if (fault?.kind === 'duplicate') this.numbers.duplicates += 1;
      if (fault) throw new PublishDoubt(fault.detail);
    } catch (error) {
      this.discard(producer);
      throw isTooLarge(error) || error instanceof PublishDoubt ? error : doubt(error);
    } finally {
      this.numbers.lastSendMs = performance.now() - started;
    }
  }

  // After anything but a clean answer its sequence numbers are not to be trusted.
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

const healthLimitMs = 3_000;

async function withAdmin<T>(admin: Admin, ask: (admin: Admin) => Promise<T>): Promise<T> {
  try {
    await admin.connect();
    return await ask(admin);
  } finally {
    await admin.disconnect();
  }
}

function doubt(error: unknown): PublishDoubt {
  return new PublishDoubt(error instanceof Error ? error.message : String(error), { cause: error });
}
