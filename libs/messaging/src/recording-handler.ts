import { EventEmitter, once } from 'node:events';
import { RecordHandler } from './event-transport.ts';
import { IncomingRecord, PartitionOffset, TopicPartition } from './record.ts';

/** A handler for specs: keeps what it was given. */
export class RecordingHandler implements RecordHandler {
  readonly chunks: (readonly IncomingRecord[])[] = [];
  readonly records: IncomingRecord[] = [];
  partitions: readonly TopicPartition[] = [];
  /** Replaces what is done with a chunk once it is recorded. */
  onChunk: (chunk: readonly IncomingRecord[]) => Promise<void> = async () => {};
  private readonly changes = new EventEmitter();

  /** `offsets` are what `assigned` answers, as if they had been kept. */
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

  /** Resolves once `condition` holds; fails after two minutes with what had come until then. */
  async until(condition: () => boolean, limitMs = 120_000): Promise<void> {
    const deadline = AbortSignal.timeout(limitMs);
    while (!condition()) {
      // Another member's handler may be what the condition waits for, so it is looked at every so often, too.
      const soon = AbortSignal.any([deadline, AbortSignal.timeout(20)]);
      await once(this.changes, 'change', { signal: soon }).catch(() => {});
      if (deadline.aborted && !condition())
        throw new Error(`waited ${limitMs} ms; got ${this.records.length} records so far`);
    }
  }
}
