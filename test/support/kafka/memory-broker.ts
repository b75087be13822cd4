import { EventTransport } from '#messaging/event-transport';
import { MemoryTransport } from '#messaging/memory-transport';
import type { Acknowledged, OutgoingRecord } from '#messaging/record';

type Hook = (records: readonly OutgoingRecord[]) => Promise<void> | void;

/**
 * Topics in memory that any number of relays connect to, each over connections of its own; a spec hooks into the sends.
 */
export class MemoryBroker {
  readonly topics = new MemoryTransport();
  /** Before anything of a send is written: throw to have it fail, never answer to have it hang. */
  beforeSend: Hook = () => undefined;
  /** Everything is written, and the sender does not know it yet. */
  afterSend: Hook = () => undefined;
  /** Whether it answers when it is asked for its health. */
  answers = true;
  /** Connections that are open now. */
  connections = 0;
  private tail: Promise<unknown> = Promise.resolve();

  connect(): EventTransport {
    this.connections += 1;
    return new MemoryConnection(this);
  }

  /** One after the other, as a partition's leader takes them. */
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
