import { chunkSize, Consumption, PartitionProgress, RecordHandler } from './event-transport.ts';
import { IncomingRecord, TopicPartition } from './record.ts';

/** The records of a partition, from an offset on. */
export interface MemoryPartition {
  begin: number;
  readonly records: IncomingRecord[];
}

/** A member of a group in `MemoryTransport`. Reads its partitions one chunk at a time. */
export class MemoryConsumer implements Consumption {
  readonly finished: Promise<void>;
  private partitions: readonly TopicPartition[] = [];
  private positions = new Map<TopicPartition, number>();
  private reassigned = false;
  private stopping = false;
  private wakeUp: () => void = () => {};

  constructor(
    private readonly handler: RecordHandler,
    private readonly read: (at: TopicPartition) => MemoryPartition,
    leave: () => void,
  ) {
    this.finished = this.run().finally(leave);
    this.finished.catch(() => {}); // callers that await it get the error; until then it must not count as unhandled
  }

  /** Replaces the consumer's partitions. */
  assign(partitions: readonly TopicPartition[]): void {
    this.partitions = partitions;
    this.reassigned = true;
    this.wake();
  }

  wake(): void {
    this.wakeUp();
  }

  progress(): readonly PartitionProgress[] {
    return [...this.positions].map(([at, next]) => {
      const { begin, records } = this.read(at);
      return { ...at, nextOffset: String(next), endOffset: String(begin + records.length) };
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.finished.catch(() => {});
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const woken = new Promise<void>((done) => (this.wakeUp = done));
      if (this.reassigned) await this.takePartitions();
      if (!(await this.handleOneChunkOfEach())) await woken;
    }
  }

  private async takePartitions(): Promise<void> {
    this.reassigned = false;
    const partitions = this.partitions;
    const offsets = await this.handler.assigned(partitions);
    const offsetOf = ({ topic, partition }: TopicPartition) =>
      offsets.find((known) => known.topic === topic && known.partition === partition)?.offset ?? '0';
    this.positions = new Map(partitions.map((at) => [at, Number(offsetOf(at))]));
  }

  /** Concurrently, as in Kafka. */
  private async handleOneChunkOfEach(): Promise<boolean> {
    const { positions } = this;
    const outcomes = await Promise.allSettled(
      [...positions].map(([at, next]) => this.handleChunk(positions, at, next)),
    );
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    return this.reassigned || outcomes.some((outcome) => outcome.status === 'fulfilled' && outcome.value);
  }

  private async handleChunk(
    positions: Map<TopicPartition, number>,
    at: TopicPartition,
    next: number,
  ): Promise<boolean> {
    const { begin, records } = this.read(at);
    const from = Math.max(0, next - begin);
    const chunk = records.slice(from, from + chunkSize);
    if (chunk.length === 0 || this.stopping || this.reassigned) return false;
    await this.handler.handle(chunk);
    positions.set(at, begin + from + chunk.length);
    return true;
  }
}
