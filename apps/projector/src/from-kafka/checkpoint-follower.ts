import type { Pool } from 'pg';
import { partitionName } from '#contracts/topic-partition';
import type { EventTransport, PartitionExtent, PartitionProgress } from '#messaging/event-transport';
import type { TopicPartition } from '#messaging/record';
import type { Logger } from '#platform/logger';
import type { Checkpoint } from '#read-models/checkpoints';
import { showStanding, logStopped } from '../standing/show-standing.ts';
import { type StandingProjection, moveCheckpoints, readPublished, readStanding } from './advance.ts';
import type { FedProjection } from './fed-projection.ts';
import { Milestones } from './milestones.ts';
import type { OtherTopics } from './other-topics.ts';
import { Overdue } from './overdue.ts';

interface Parts {
  readonly pool: Pool;
  readonly transport: Pick<EventTransport, 'extentOf'>;
  /** Number of partitions of each topic. */
  readonly partitions: number;
  /** Milliseconds. */
  readonly patience: number;
  readonly logger: Logger;
  readonly fed: readonly FedProjection[];
  readonly others: OtherTopics;
  readonly moved: (name: string, at: Checkpoint) => void;
  /** The partitions that this member reads. */
  readonly reading: () => readonly PartitionProgress[];
}

/**
 * Moves the checkpoints, which other processes read, as far as the partition positions allow; fills what is overdue.
 */
export class CheckpointFollower {
  private readonly recorded = new Map<string, Checkpoint>();
  private readonly overdue: Overdue;
  private readonly milestones = new Milestones();

  constructor(private readonly parts: Parts) {
    this.overdue = new Overdue(parts.patience);
  }

  /** Moves the checkpoints, notifies listeners, and lets active projections catch up. Returns true if any moved. */
  async look(): Promise<boolean> {
    const { pool, fed } = this.parts;
    const now = await this.advance();
    let moved = false;
    for (const [name, at] of now) moved = this.record(name, at) || moved;
    const active = fed.filter(({ name }) => now.get(name)?.status === 'active');
    const late = active.filter((one) => one.isBehind);
    const published = late.length === 0 ? new Map<string, number>() : await readPublished(pool);
    await Promise.all(late.map((one) => one.catchUp(published)));
    await Promise.all(active.map((one) => this.fillWhatIsOverdue(one, now.get(one.name)?.position ?? 0)));
    return moved;
  }

  /** Moves every checkpoint to the last position up to which everything is applied. Returns all checkpoints. */
  private async advance(): Promise<ReadonlyMap<string, Checkpoint>> {
    const { pool, fed } = this.parts;
    const names = fed.map(({ name }) => name);
    const standing = await readStanding(pool, names);
    await this.parts.others.bringUp(standing);
    const { relay, projections } = standing;
    const active = projections.filter(({ status }) => status === 'active');
    if (relay) this.milestones.note(relay, Math.min(...active.map(({ position }) => position)));
    const ahead = active.flatMap((one) => {
      const position = this.milestones.reach(one.position, one.applied);
      return position > one.position ? { ...one, position } : [];
    });
    const moved = ahead.length === 0 ? new Set<string>() : await moveCheckpoints(pool, ahead);
    const reached = new Map(ahead.filter(({ name }) => moved.has(name)).map((one) => [one.name, one]));
    return new Map(projections.map((one): [string, StandingProjection] => [one.name, reached.get(one.name) ?? one]));
  }

  /**
   * Fills only partitions that this member has read to the end that the brokers report: records that the brokers still
   * have are late, not lost.
   */
  private async fillWhatIsOverdue(one: FedProjection, position: number): Promise<void> {
    const { pool, partitions, reading } = this.parts;
    const overdue = await this.overdue.of(one.name, position, Date.now(), () => readPublished(pool));
    const late = (at: TopicPartition): boolean => (overdue?.get(partitionName(at)) ?? 0) > position;
    const own = reading().filter(late);
    if (own.length === 0) return;
    const extents = await this.extentsOf(new Set(own.map(({ topic }) => topic)));
    for (const { topic, partition, nextOffset } of own) {
      const extent = extents.get(partitionName({ topic, partition }));
      if (!extent || hasMore(extent, nextOffset)) continue;
      await one.fillTail({ topic, partition, partitions }, overdue?.get(partitionName({ topic, partition })) ?? 0);
    }
  }

  /** Empty if the brokers do not answer: the next call asks again. */
  private async extentsOf(topics: ReadonlySet<string>): Promise<Map<string, PartitionExtent>> {
    const { transport } = this.parts;
    const extents = await Promise.all(Array.from(topics, (topic) => transport.extentOf(topic))).catch(() => []);
    return new Map(extents.flat().map((extent) => [partitionName(extent), extent]));
  }

  private record(name: string, at: Checkpoint): boolean {
    const before = this.recorded.get(name);
    const { generation, position, status } = at;
    if (before?.generation === generation && before.position === position && before.status === status) return false;
    this.recorded.set(name, at);
    showStanding(name, at);
    if (status === 'stopped') logStopped(this.parts.logger, name, at);
    this.parts.moved(name, at);
    return true;
  }
}

/** Returns true if there are records to read from an offset on, not counting deleted ones. */
function hasMore({ beginOffset, endOffset }: PartitionExtent, nextOffset: string): boolean {
  const [begin, end, next] = [BigInt(beginOffset), BigInt(endOffset), BigInt(nextOffset)];
  return (next > begin ? next : begin) < end;
}
