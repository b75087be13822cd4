import type { Pool } from 'pg';
import { partitionNamed } from '#contracts/topic-partition';
import type { Logger } from '#platform/logger';
import { inLazyTransaction, servingCheckpoint } from '#read-models/checkpoints';
import { definitionOf, schemaOf, searchPath } from '#read-models/generations';
import { forgetTopics, holdCheckpoints, moveHeld, readPartitions, stopGeneration } from '#read-models/partitions';
import type { Projection, Transaction } from '#read-models/projection';
import { refuseOtherSource } from '#read-models/source-fence';
import { applyPresent } from '../apply/apply-present.ts';
import { describeFailure, isTransient } from '../apply/failure.ts';
import { readableFor } from '../apply/isolate.ts';
import { type ReadStretch, type Log, readBatch } from '../apply/shared-reading.ts';
import { type KafkaStanding, readStanding } from './advance.ts';
import { aheadOfCheckpoint } from './applied-from-kafka.ts';

interface Parts {
  readonly pool: Pool;
  readonly log: Log;
  readonly logger: Logger;
  readonly projections: readonly Projection[];
  /** The topics that this member reads, and the number of partitions of each. */
  readonly topics: readonly string[];
  readonly partitions: number;
}

/** The most events in a transaction. */
const batchSize = 1000;

/**
 * Reads from the log what the relay published to topics that this member does not read, because the prefix or the
 * number of partitions changed while read models lagged. No record reveals such a gap: the first record of each new
 * partition has no predecessor. So a checkpoint is first moved past everything that was published to, or applied from,
 * the old topics. Records of the new topics are later than that, or recognised by their position.
 */
export class OtherTopics {
  private readonly lacking = new Set<string>();

  constructor(private readonly parts: Parts) {}

  /** Returns true while a projection is known to lack such events; until then it takes no records. */
  isLacking(name: string): boolean {
    return this.lacking.has(name);
  }

  /** Called before anything is read, and before the first record of a partition. */
  async catchUp(): Promise<void> {
    const { pool, projections } = this.parts;
    const names = projections.map(({ name }) => name);
    const standing = await readStanding(pool, names);
    await this.bringUp(standing);
    for (const projection of projections) await this.renumber(projection, standing);
  }

  /** For a changed number of partitions: the old partition numbers do not show any more which events were applied. */
  private async renumber(projection: Projection, { relay }: KafkaStanding): Promise<void> {
    const { pool, topics, partitions } = this.parts;
    const places = await readPartitions(pool, projection.name);
    const countOf = (topic: string): number => places.filter((place) => place.topic === topic).length;
    const changed = topics.filter((topic) => ![0, partitions].includes(countOf(topic)));
    if (changed.length === 0) return;
    const upTo = Math.max(...(relay?.published.values() ?? []), ...places.map(({ lastPosition }) => lastPosition));
    this.lacking.add(projection.name);
    if (!(await this.goOnFromLog(projection, upTo))) return;
    await forgetTopics(pool, projection.name, changed);
    this.lacking.delete(projection.name);
  }

  /** Brings each projection to the position from which it may continue with the topics of this member. */
  async bringUp({ relay, projections }: KafkaStanding): Promise<void> {
    const published = this.lastElsewhere(relay?.published);
    for (const { name, position, status, applied } of projections) {
      const upTo = Math.max(published, this.lastElsewhere(applied));
      const projection = this.parts.projections.find((one) => one.name === name);
      if (upTo > position) this.lacking.add(name);
      const isDone =
        upTo <= position || (projection && status === 'active' && (await this.goOnFromLog(projection, upTo)));
      if (isDone === true) this.lacking.delete(name);
    }
  }

  private lastElsewhere(positions: ReadonlyMap<string, number> = new Map()): number {
    return Math.max(0, ...Array.from(positions, ([place, last]) => (this.isOwn(place) ? 0 : last)));
  }

  private isOwn(name: string): boolean {
    const { topic, partition } = partitionNamed(name);
    return this.parts.topics.includes(topic) && partition < this.parts.partitions;
  }

  /**
   * Returns true once the projection has reached `upTo`. After a failure it applies events one by one, and stops the
   * projection before the event that cannot be applied.
   */
  private async goOnFromLog(projection: Projection, upTo: number): Promise<boolean> {
    const { pool, log, logger } = this.parts;
    const { name } = projection;
    let limit = batchSize;
    let isLogged = false;
    for (;;) {
      const at = await servingCheckpoint(pool, name);
      if (at && at.position >= upTo) return true;
      if (at?.status !== 'active' || at.definition !== definitionOf(projection)) return false;
      if (!isLogged) logger.warn({ projection: name, after: at.position, upTo }, topicsChanged);
      isLogged = true;
      const batch = await readBatch(log, at.position, limit);
      if (!batch) return false;
      try {
        await this.apply(projection, at.position, { ...batch, end: Math.min(batch.end, upTo) });
      } catch (error) {
        if (isTransient(error)) throw error;
        if (limit === 1) {
          const failure = { position: batch.end, error: describeFailure(error) };
          await stopGeneration(pool, { name, generation: at.generation }, failure);
          return false;
        }
        limit = 1;
      }
    }
  }

  /** Applies a whole stretch of the log exclusively, and otherwise as from Kafka. */
  private apply(
    projection: Projection,
    after: number,
    { events, end }: Pick<ReadStretch, 'events' | 'end'>,
  ): Promise<void> {
    const { pool, log } = this.parts;
    const { name } = projection;
    const work = async (transaction: Transaction): Promise<void> => {
      const held = (await holdCheckpoints(transaction, [name], true))?.get(name);
      if (!held) return refuseOtherSource(transaction, 'kafka');
      if (held.position !== after || held.status !== 'active' || held.definition !== definitionOf(projection)) return;
      const { positions } = await aheadOfCheckpoint(transaction, log, name, after, end);
      const own = events.filter(({ position }) => position <= end && !positions.has(position));
      await transaction.query(searchPath(schemaOf(name, held.generation)));
      await applyPresent(transaction, [{ projection, events: readableFor(projection, own, held.skips) }]);
      await moveHeld(transaction, { name, generation: held.generation, position: end });
    };
    return inLazyTransaction(pool, work, { source: 'kafka' });
  }
}

const topicsChanged =
  'events were published to topics or partitions that this projector does not read; the read model takes them from the log';
