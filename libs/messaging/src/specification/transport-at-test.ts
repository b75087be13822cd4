import { randomUUID } from 'node:crypto';
import type { EventTransport, TopicSpec } from '../event-transport.ts';
import type { OutgoingRecord } from '../record.ts';

/** The fixture of a test: its own transport, topic and group. */
export class TransportAtTest {
  topic = '';
  group = '';
  private opened: EventTransport | undefined;

  get transport(): EventTransport {
    if (!this.opened) throw new Error('the transport is available only inside a test');
    return this.opened;
  }

  begin(transport: EventTransport): void {
    this.opened = transport;
    this.topic = `contract-${randomUUID()}`;
    this.group = `readers-${randomUUID()}`;
  }

  spec(changes: Partial<TopicSpec> = {}): TopicSpec {
    return { name: this.topic, partitions: 3, replication: 1, ...changes };
  }

  record(value: string, partition = 0): OutgoingRecord {
    return { topic: this.topic, partition, key: `key-${partition}`, value, headers: { ce_id: value } };
  }

  records(count: number, partition = 0): OutgoingRecord[] {
    return Array.from({ length: count }, (_, i) => this.record(String(i), partition));
  }
}
