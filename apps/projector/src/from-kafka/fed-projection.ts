import type { Pool } from 'pg';
import { partitionName } from '#contracts/topic-partition';
import type { Logger } from '#platform/logger';
import { servingCheckpoint } from '#read-models/checkpoints';
import { stopGeneration } from '#read-models/partitions';
import type { Projection } from '#read-models/projection';
import { describeFailure } from '../apply/failure.ts';
import { CannotApply } from '../apply/isolate.ts';
import { projectionMetrics } from '../standing/metrics.ts';
import type { Log } from '../apply/shared-reading.ts';
import { type Applied, type KafkaPlace, type PlacedStretch, applyRecords } from './apply-records.ts';
import { sourceMetrics } from './metrics.ts';
import type { KafkaRecord } from './kafka-record.ts';
import type { OtherTopics } from './other-topics.ts';
import { refill } from './refill.ts';

interface Parts {
  readonly pool: Pool;
  readonly log: Log;
  readonly logger: Logger;
  readonly others: Pick<OtherTopics, 'isLacking'>;
}

/** One projection as it is fed from Kafka. */
export class FedProjection {
  /**
   * Where records went by that it could not take, by `topic/partition`: it is stopped, or its tables wait to be
   * replaced.
   */
  private readonly passedBy = new Map<string, KafkaPlace>();

  constructor(
    readonly projection: Projection,
    private readonly parts: Parts,
  ) {}

  get name(): string {
    return this.projection.name;
  }

  /** It takes no records now: what was published before them to other topics comes first. */
  get isHeldBack(): boolean {
    return this.parts.others.isLacking(this.name);
  }

  /**
   * Brings it behind these records, with what is missing before any of them taken from the log.
   * @param tried what became of them when they were applied with others; those that it says nothing of are applied one
   * after the other
   */
  async take(stretches: readonly PlacedStretch[], tried: ReadonlyMap<PlacedStretch, Applied>): Promise<void> {
    for (const stretch of stretches) await this.takeOne(stretch, tried.get(stretch));
  }

  /**
   * Takes from the log what went by while it could not take it. `published`: up to where the relay has published each
   * partition.
   */
  async catchUp(published: ReadonlyMap<string, number>): Promise<void> {
    if (this.isHeldBack) return;
    for (const [key, place] of this.passedBy) {
      if (await this.bringTo(place, published.get(key) ?? 0, () => undefined)) this.passedBy.delete(key);
    }
  }

  /**
   * Takes from the log what was published up to a position and never came, where nothing came behind it that would have
   * shown the hole.
   */
  async fillTail(place: KafkaPlace, end: number): Promise<void> {
    if (this.isHeldBack) return;
    await this.bringTo(place, end, (last) => this.tellHole(place, { after: last, missing: end }));
  }

  get isBehind(): boolean {
    return this.passedBy.size > 0;
  }

  /** Only of partitions that it still has: the others are their new member's to bring up. */
  keepOnly(places: ReadonlySet<string>): void {
    for (const key of this.passedBy.keys()) if (!places.has(key)) this.passedBy.delete(key);
  }

  /** `first`: what became of it together with others. */
  private async takeOne({ place, records }: PlacedStretch, first: Applied | undefined): Promise<void> {
    if (this.isHeldBack) return void this.passedBy.set(partitionName(place), place);
    await this.orStop(place, async () => {
      let applied = first ?? (await applyRecords(this.parts.pool, this.projection, place, { records }));
      for (;;) {
        if (applied.kind === 'not-now') return void this.passedBy.set(partitionName(place), place);
        projectionMetrics.events.inc({ projection: this.name }, applied.fresh);
        const [next] = applied.beyondHole;
        if (!next) return void this.passedBy.delete(partitionName(place));
        await this.fill(place, applied.last, next);
        applied = await applyRecords(this.parts.pool, this.projection, place, { records: applied.beyondHole });
      }
    });
  }

  private async fill(place: KafkaPlace, last: number, { position, prev, offset }: KafkaRecord): Promise<void> {
    if (!this.passedBy.has(partitionName(place))) this.tellHole(place, { offset, after: last, missing: prev });
    await refill(this.parts, this.projection, place, { last, end: Math.max(position - 1, prev ?? 0) });
  }

  /** Answers whether it stands there in the end. */
  private async bringTo(place: KafkaPlace, end: number, lacking: (last: number) => void): Promise<boolean> {
    let stands = false;
    await this.orStop(place, async () => {
      const at = await applyRecords(this.parts.pool, this.projection, place, { records: [] });
      if (at.kind === 'not-now') return;
      stands = at.last >= end;
      if (stands) return;
      lacking(at.last);
      const filled = await refill(this.parts, this.projection, place, { last: at.last, end });
      stands = filled.kind === 'applied' && filled.last >= end;
    });
    return stands;
  }

  private tellHole({ topic, partition }: KafkaPlace, details: object): void {
    sourceMetrics.holes.inc({ projection: this.name, topic, partition });
    this.parts.logger.error(
      { projection: this.name, topic, partition, ...details },
      'events are missing before this record: Kafka lost them, or the database its last moments; the read model takes them from the log',
    );
  }

  /** An event that it cannot apply stops the projection, in every partition, until an operator looked. */
  private async orStop(place: KafkaPlace, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CannotApply)) throw error;
      const { pool } = this.parts;
      const serving = await servingCheckpoint(pool, this.name);
      if (!serving) throw error;
      const failure = { position: error.position, error: describeFailure(error.reason) };
      await stopGeneration(pool, { name: this.name, generation: serving.generation }, failure);
      this.passedBy.set(partitionName(place), place);
    }
  }
}
