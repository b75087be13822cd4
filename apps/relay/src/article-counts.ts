import { countsTopic } from '#contracts/events/topics';
import { type LogIdentity, newestEpoch, newestLabel } from '#contracts/log-identity';
import type { EventTransport } from '#messaging/event-transport';
import { partitionOf } from '#messaging/partitioner';
import type { OutgoingRecord } from '#messaging/record';
import { getArticles } from '#read-models/article/queries';
import { readProgress } from '#read-models/progress';
import { type RelayCheckpoint, moveCheckpoint, takeCheckpoint } from './checkpoint.ts';
import { CountsTopic } from './counts-topic.ts';
import { pause } from '#platform/pause';
import { untilKafkaDid } from './until-kafka-did.ts';
import type { RelayParts } from './relay-parts.ts';
import { topicSpecs } from './topics.ts';

const lookMs = 250;
/** The most events per step. There may be far fewer events than positions. */
const maxSpan = 2000;

/**
 * Keeps the newest count of each article in the compacted topic. It follows the `article` read model, but has a separate
 * checkpoint: a rebuild moves the read model back in the log, and the topic must not go back.
 */
export class ArticleCounts {
  private readonly topic: CountsTopic;

  constructor(
    private readonly parts: RelayParts,
    transport: EventTransport,
    private readonly epoch: number,
  ) {
    const name = `${parts.topics.prefix}.${countsTopic.name}`;
    this.topic = new CountsTopic(transport, name, () => transport.ensureTopics(topicSpecs(parts.topics)));
  }

  /** Runs until the signal aborts. @throws LeadershipLost if another relay leads */
  async run(signal: AbortSignal): Promise<void> {
    const { pool, logger } = this.parts;
    let checkpoint = await takeCheckpoint(pool, 'article-counts', this.epoch);
    if (!(await untilKafkaDid(async () => (checkpoint = await this.begun(checkpoint)), signal, logger))) return;
    while (!signal.aborted) {
      const { position: from, previous } = checkpoint;
      const upTo = await this.parts.log.endOfNext(from, await this.reached(), maxSpan);
      // Read before the counts: counts of a later epoch must not get this epoch's label.
      const identity = upTo > from ? await this.parts.log.identity() : undefined;
      const records = identity && (await this.changedCounts(from, upTo, identity));
      if (!records) {
        await pause(lookMs, signal);
        continue;
      }
      let isWhole = newestEpoch(identity.epochs) <= (checkpoint.marked ?? 1);
      if (isWhole && !(await untilKafkaDid(async () => (isWhole = await this.topic.publish(records)), signal, logger)))
        return;
      if (isWhole) checkpoint = await this.move(from, { ...checkpoint, position: upTo, previous });
      else if (!(await untilKafkaDid(async () => (checkpoint = await this.startOver(checkpoint)), signal, logger)))
        return;
    }
  }

  /** The checkpoint from which to continue at the start of a term. */
  private async begun(checkpoint: RelayCheckpoint): Promise<RelayCheckpoint> {
    const isUnwritten = await this.topic.isUnwritten();
    const { epochs } = await this.parts.log.identity();
    const isCurrent = newestEpoch(epochs) <= (checkpoint.marked ?? 1) && !(isUnwritten && checkpoint.position > 0);
    return isCurrent ? checkpoint : this.startOver(checkpoint);
  }

  /**
   * Starts publishing all counts again, labelled with the log's newest epoch. First it publishes correct counts for the
   * keys whose last count is void: nothing else would correct those.
   */
  private async startOver(checkpoint: RelayCheckpoint): Promise<RelayCheckpoint> {
    const identity = await this.parts.log.identity();
    const keys = [...(await this.topic.voidKeys(identity))];
    for (let from = 0; from < keys.length; from += maxSpan) {
      const some = keys.slice(from, from + maxSpan);
      const records = await this.recordsOf(some, identity);
      const counted = new Set(records.map(({ key }) => key));
      await this.topic.publish([...records, ...some.filter((key) => !counted.has(key)).map(this.zero(identity))]);
    }
    const to = { ...checkpoint, position: 0, marked: newestEpoch(identity.epochs) };
    return this.move(checkpoint.position, to);
  }

  private async move(from: number, to: RelayCheckpoint): Promise<RelayCheckpoint> {
    await moveCheckpoint(this.parts.pool, { line: 'article-counts', epoch: this.epoch, from, to });
    return to;
  }

  /** Undefined if a rebuild moved the read model back during the read: older counts must not reach this topic. */
  private async changedCounts(
    after: number,
    upTo: number,
    identity: LogIdentity,
  ): Promise<OutgoingRecord[] | undefined> {
    const keys = (await this.parts.log.keysBetween(after, upTo)).filter((key) => key.includes('/'));
    const records = await this.recordsOf(keys, identity);
    return (await this.reached()) >= upTo ? records : undefined;
  }

  private async reached(): Promise<number> {
    return (await readProgress(this.parts.pool)).get('article')?.position ?? 0;
  }

  private async recordsOf(keys: readonly string[], identity: LogIdentity): Promise<OutgoingRecord[]> {
    const records: OutgoingRecord[] = [];
    for (const [siteId, ids] of bySite(keys)) {
      for (const [articleId, { commentCount: count, position }] of await getArticles(this.parts.pool, siteId, ids))
        records.push(this.record({ siteId, articleId, count, position }, identity));
    }
    return records;
  }

  /** The count of an article that no event of the log names. */
  private zero =
    (identity: LogIdentity) =>
    (key: string): OutgoingRecord => {
      const [siteId, articleId] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)];
      return this.record({ siteId, articleId, count: 0, position: identity.epochs.at(-1)?.after ?? 0 }, identity);
    };

  /**
   * `log` is the epoch in which the count was published. Of two counts, the one of the later epoch is valid; within one
   * epoch, the one with the higher position.
   */
  private record({ position, ...count }: Count, identity: LogIdentity): OutgoingRecord {
    const key = `${count.siteId}/${count.articleId}`;
    return {
      topic: this.topic.name,
      partition: partitionOf(key, this.parts.topics.partitions),
      key,
      value: JSON.stringify({ ...count, position: String(position), log: newestLabel(identity) }),
      headers: { 'content-type': 'application/json' },
    };
  }
}

interface Count {
  readonly siteId: string;
  readonly articleId: string;
  readonly count: number;
  readonly position: number;
}

/** Groups article keys by site. An author's key finds no article, and so produces no record. */
function bySite(keys: readonly string[]): Map<string, string[]> {
  const sites = new Map<string, string[]>();
  for (const key of keys) {
    const slash = key.indexOf('/');
    const site = key.slice(0, slash);
    sites.set(site, [...(sites.get(site) ?? []), key.slice(slash + 1)]);
  }
  return sites;
}
