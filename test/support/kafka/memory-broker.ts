import { EventTransport } from '#messaging/event-transport';
import { MemoryTransport } from '#messaging/memory-transport';
import type { Acknowledged, OutgoingRecord } from '#messaging/record';

type Hook = (records: readonly OutgoingRecord[]) => Promise<void> | void;

/**
 * Topics in memory to which any number of relays connect. Hooks let a spec delay or fail their sends.
 */
export class MemoryBroker {
  readonly topics = new MemoryTransport();
  /** Called before a send writes anything. A rejection makes the send fail; a promise that stays pending makes it hang. */
  beforeSend: Hook = () => undefined;
  /** Called after a send has written everything, and before the sender gets the acknowledgement. */
  afterSend: Hook = () => undefined;
  /** The result of health checks. */
  answers = true;
  /** Number of open connections. */
  connections = 0;
  private tail: Promise<unknown> = Promise.resolve();

  connect(): EventTransport {
    this.connections += 1;
    return new MemoryConnection(this);
  }

  /** Writes sends one after the other, as the leader of a partition does. */
  write(records: readonly OutgoingRecord[]): Promise<readonly Acknowledged[]> {
    const written = this.tail.then(() => this.topics.publish(records));
    this.tail = written.catch(() => undefined);
    return written;
  }
}

class MemoryConnection extends EventTransport {
  private isClosed = false;

  constructor(private readonly broker: MemoryBroker) {
    super();
  }

  async publish(records: readonly OutgoingRecord[]): Promise<readonly Acknowledged[]> {
    await this.broker.beforeSend(records);
    if (this.isClosed) throw new Error('this connection was cut');
    const acknowledged = await this.broker.write(records);
    await this.broker.afterSend(records);
    return acknowledged;
  }

  override ensureTopics = (...[specs]: Parameters<EventTransport['ensureTopics']>): Promise<void> =>
    this.broker.topics.ensureTopics(specs);

  override consume(): never {
    throw new Error('a relay consumes nothing');
  }

  override extentOf = (topic: string): ReturnType<EventTransport['extentOf']> => this.broker.topics.extentOf(topic);
  override tails = (...asked: Parameters<EventTransport['tails']>): ReturnType<EventTransport['tails']> =>
    this.broker.topics.tails(...asked);
  override scan: EventTransport['scan'] = (...asked) => this.broker.topics.scan(...asked);
  override deleteRecords = (...[before]: Parameters<EventTransport['deleteRecords']>): Promise<void> =>
    this.broker.topics.deleteRecords(before);
  override health = async (): ReturnType<EventTransport['health']> =>
    this.broker.answers ? this.broker.topics.health() : { connected: false, brokers: [], lastError: undefined };
  override counters = (): ReturnType<EventTransport['counters']> => this.broker.topics.counters();

  async close(): Promise<void> {
    if (!this.isClosed) this.broker.connections -= 1;
    this.isClosed = true;
  }
}
