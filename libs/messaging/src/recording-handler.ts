import { EventEmitter, once } from 'node:events';
import { RecordHandler } from './event-transport.ts';
import { IncomingRecord, PartitionOffset, TopicPartition } from './record.ts';

/** A handler for specs that records everything it receives. */
export class RecordingHandler implements RecordHandler {
  readonly chunks: (readonly IncomingRecord[])[] = [];
  readonly records: IncomingRecord[] = [];
  partitions: readonly TopicPartition[] = [];
  /** Called with each chunk after it was recorded. */
  onChunk: (chunk: readonly IncomingRecord[]) => Promise<void> = async () => {};
  private readonly changes = new EventEmitter();

  /** @param offsets the result of `assigned`, as if they had been stored */
  constructor(private readonly offsets: readonly PartitionOffset[] = []) {}

  assigned = async (partitions: readonly TopicPartition[]): Promise<readonly PartitionOffset[]> => {
    this.partitions = partitions;
    this.changes.emit('change');
    return this.offsets;
  };

  async handle(chunk: readonly IncomingRecord[]): Promise<void> {
    this.chunks.push(chunk);
    this.records.push(...chunk);
    this.changes.emit('change');
    await this.onChunk(chunk);
  }

  valuesOf(partition: number): (string | null)[] {
    return this.records.filter((record) => record.partition === partition).map(({ value }) => value);
  }

  /** Resolves once `condition` holds. Fails after two minutes with the number of records received. */
  async until(condition: () => boolean, limitMs = 120_000): Promise<void> {
    const deadline = AbortSignal.timeout(limitMs);
    while (!condition()) {
      // The condition may depend on another member's handler, so it is also checked periodically.
      const soon = AbortSignal.any([deadline, AbortSignal.timeout(20)]);
      await once(this.changes, 'change', { signal: soon }).catch(() => {});
      if (deadline.aborted && !condition())
        throw new Error(`waited ${limitMs} ms; got ${this.records.length} records so far`);
    }
  }
}
