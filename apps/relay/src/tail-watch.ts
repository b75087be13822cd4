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
 * Publishes only to topics that end as the log says. They are held against it when a term begins, after each doubt, and
 * where an acknowledgement shows that something was written, or deleted, that was not this relay's doing.
 */
export class TailWatch {
  private readonly ends = new PartitionEnds();
  private readonly topics: readonly string[];
  /** Whether nothing speaks against what was last seen. */
  private isSure = false;

  constructor(
    private readonly parts: Pick<RelayParts, 'topics' | 'logger'> & { readonly log: ComparedLog },
    private readonly transport: EventTransport,
  ) {
    this.topics = eventTopicsOf(parts.topics.prefix);
  }

  /** The offset of the next record of each partition, as far as it was seen. */
  get known(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.ends.all);
  }

  /**
   * As `compare`, at the begin of a term, of everything that came since a checkpoint was left.
   * @param ends how far the partitions reached then
   */
  async begin({ previous, ends }: Pick<RelayCheckpoint, 'previous' | 'ends'>): Promise<void> {
    if (this.ends.all.size === 0) this.ends.recall(ends ?? {});
    if (await this.isShorter()) this.ends.recall({}); // what is lost is told by positions
    await this.compare(previous);
  }

  /**
   * @param previous the last position published to each partition
   * @throws StartupError, one line that says what differs and what mends it; what the transport and the database throw
   */
  async compare(previous: Previous): Promise<void> {
    const known = this.ends.all; // before Kafka is asked: meanwhile more may be published
    const question = { counts: isPublished, ...(known.size > 0 && { since: known }) };
    const tails = await this.withTopics(() => this.transport.tails(this.topics, question));
    const difference = await differenceOfTails(tails, this.parts.log, { previous, ends: known });
    if (difference) throw new StartupError(lineOf(difference, 'Nothing is published'));
    this.ends.see(tails);
    this.isSure = true;
  }

  /** Publishes, between two topics that were seen to be right. @throws as `compare` and the transport do */
  async publish(records: readonly OutgoingRecord[], previous: Previous): Promise<void> {
    if (!this.isSure) await this.compare(previous);
    this.isSure = false;
    const acknowledged = await this.transport.publish(records);
    if (this.ends.follow(acknowledged) === 'next') this.isSure = true;
    else await this.compare(previous);
  }

  /**
   * Looks now and then, until the signal ends it, whether a topic was made anew while there is nothing to publish.
   * @throws StartupError, TopicMismatch
   */
  async run(signal: AbortSignal): Promise<void> {
    for (await pause(lookMs, signal); !signal.aborted; await pause(lookMs, signal)) {
      if (await this.isShorter()) await untilKafkaDid(() => this.compare({}), signal, this.parts.logger);
    }
  }

  /** Brokers that do not answer are asked by whoever publishes next. */
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
   * A topic that is gone is made again, to be found empty: nobody else may do it, and publishing would wait for ever.
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
