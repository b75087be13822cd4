import { eventTopicsOf } from '#contracts/events/topics';
import type { EventTransport } from '#messaging/event-transport';
import type { OutgoingRecord } from '#messaging/record';
import { type ComparedLog, differenceOfTails, lineOf } from '#messaging/tails/compare-tails';
import { isPublished } from '#messaging/tails/published';
import { TopicMissing } from '#messaging/transport-errors';
import { StartupError } from '#platform/startup-error';
import type { RelayCheckpoint, Previous } from './checkpoint.ts';
import { anyIsShorter, PartitionEnds } from './partition-ends.ts';
import { pause } from '#platform/pause';
import { untilKafkaDid } from './until-kafka-did.ts';
import type { RelayParts } from './relay-parts.ts';
import { topicSpecs } from './topics.ts';

const lookMs = 10_000;

/**
 * Publishes only to topics that match the log. They are compared when a term begins, after each uncertain send, and
 * when an acknowledgement reveals that other producers wrote or records were deleted.
 */
export class TailWatch {
  private readonly ends = new PartitionEnds();
  private readonly topics: readonly string[];
  /** True while nothing contradicts the last comparison. */
  private isSure = false;

  constructor(
    private readonly parts: Pick<RelayParts, 'topics' | 'logger'> & { readonly log: ComparedLog },
    private readonly transport: EventTransport,
  ) {
    this.topics = eventTopicsOf(parts.topics.prefix);
  }

  /** The next offset of each partition, as far as known. */
  get known(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.ends.all);
  }

  /**
   * Compares, at the start of a term, everything that was written since a checkpoint was stored.
   * @param ends the ends of the partitions at that time
   */
  async begin({ previous, ends }: Pick<RelayCheckpoint, 'previous' | 'ends'>): Promise<void> {
    if (this.ends.all.size === 0) this.ends.recall(ends ?? {});
    if (await this.isShorter()) this.ends.recall({}); // lost records are then found by positions
    await this.compare(previous);
  }

  /**
   * @param previous the last position published to each partition
   * @throws StartupError, one line with the difference and its fix; errors of the transport and the database
   */
  async compare(previous: Previous): Promise<void> {
    const known = this.ends.all; // read before Kafka is asked: more may be published meanwhile
    const question = { counts: isPublished, ...(known.size > 0 && { since: known }) };
    const tails = await this.withTopics(() => this.transport.tails(this.topics, question));
    const difference = await differenceOfTails(tails, this.parts.log, { previous, ends: known });
    if (difference) throw new StartupError(lineOf(difference, 'Nothing is published'));
    this.ends.see(tails);
    this.isSure = true;
  }

  /** Publishes, with a comparison before or after it if needed. @throws as `compare` and the transport do */
  async publish(records: readonly OutgoingRecord[], previous: Previous): Promise<void> {
    if (!this.isSure) await this.compare(previous);
    this.isSure = false;
    const acknowledged = await this.transport.publish(records);
    if (this.ends.follow(acknowledged) === 'next') this.isSure = true;
    else await this.compare(previous);
  }

  /**
   * Checks every 10 s, until the signal aborts, whether a topic was recreated while there was nothing to publish.
   * @throws StartupError, TopicMismatch
   */
  async run(signal: AbortSignal): Promise<void> {
    for (await pause(lookMs, signal); !signal.aborted; await pause(lookMs, signal)) {
      if (await this.isShorter()) await untilKafkaDid(() => this.compare({}), signal, this.parts.logger);
    }
  }

  /** False if the brokers do not respond: the next publish finds out. */
  private async isShorter(): Promise<boolean> {
    const known = this.ends.all;
    if (known.size === 0) return false;
    try {
      const extents = await Promise.all(this.topics.map((topic) => this.transport.extentOf(topic)));
      return anyIsShorter(extents.flat(), known);
    } catch (error) {
      return error instanceof TopicMissing;
    }
  }

  /**
   * Creates deleted topics again, which are then found empty: only the relay does so, and publishing would wait
   * forever.
   */
  private async withTopics<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof TopicMissing)) throw error;
      await this.transport.ensureTopics(topicSpecs(this.parts.topics));
      return ask();
    }
  }
}
