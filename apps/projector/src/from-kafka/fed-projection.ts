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

/** One projection that is fed from Kafka. */
export class FedProjection {
  /**
   * Partitions, by `topic/partition`, of which records were skipped because the projection was stopped or its tables
   * were about to be replaced.
   */
  private readonly passedBy = new Map<string, KafkaPlace>();

  constructor(
    readonly projection: Projection,
    private readonly parts: Parts,
  ) {}

  get name(): string {
    return this.projection.name;
  }

  /** True while it takes no records, because events published earlier to other topics come first. */
  get isHeldBack(): boolean {
    return this.parts.others.isLacking(this.name);
  }

  /**
   * Applies these records; events that are missing before one of them come from the log.
   * @param tried outcomes of applying them together with other projections; stretches without one are applied now
   */
  async take(stretches: readonly PlacedStretch[], tried: ReadonlyMap<PlacedStretch, Applied>): Promise<void> {
    for (const stretch of stretches) await this.takeOne(stretch, tried.get(stretch));
  }

  /** Applies skipped events from the log. `published`: the last position that the relay published to each partition. */
  async catchUp(published: ReadonlyMap<string, number>): Promise<void> {
    if (this.isHeldBack) return;
    for (const [key, place] of this.passedBy) {
      if (await this.bringTo(place, published.get(key) ?? 0, () => undefined)) this.passedBy.delete(key);
    }
  }

  /** Applies from the log what was published up to `end` and never arrived, if no later record revealed the gap. */
  async fillTail(place: KafkaPlace, end: number): Promise<void> {
    if (this.isHeldBack) return;
    await this.bringTo(place, end, (last) => this.logHole(place, { after: last, missing: end }));
  }

  get isBehind(): boolean {
    return this.passedBy.size > 0;
  }

  /** Forgets partitions that this member lost: their new member brings them up to date. */
  keepOnly(places: ReadonlySet<string>): void {
    for (const key of this.passedBy.keys()) if (!places.has(key)) this.passedBy.delete(key);
  }

  /** `first`: the outcome of applying it together with other projections. */
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
    if (!this.passedBy.has(partitionName(place))) this.logHole(place, { offset, after: last, missing: prev });
    await refill(this.parts, this.projection, place, { last, end: Math.max(position - 1, prev ?? 0) });
  }

  /** Returns true once the projection has reached `end` in the partition. */
  private async bringTo(place: KafkaPlace, end: number, lacking: (last: number) => void): Promise<boolean> {
    let isThere = false;
    await this.orStop(place, async () => {
      const at = await applyRecords(this.parts.pool, this.projection, place, { records: [] });
      if (at.kind === 'not-now') return;
      isThere = at.last >= end;
      if (isThere) return;
      lacking(at.last);
      const filled = await refill(this.parts, this.projection, place, { last: at.last, end });
      isThere = filled.kind === 'applied' && filled.last >= end;
    });
    return isThere;
  }

  private logHole({ topic, partition }: KafkaPlace, details: object): void {
    sourceMetrics.holes.inc({ projection: this.name, topic, partition });
    this.parts.logger.error(
      { projection: this.name, topic, partition, ...details },
      'events are missing before this record: Kafka lost them, or the database lost its last commits; reading them from the log',
    );
  }

  /** An event that cannot be applied stops the projection in every partition, until an operator resumes it. */
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
