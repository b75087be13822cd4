import type { EventTransport } from '#messaging/event-transport';
import { partitionOf } from '#messaging/partitioner';
import type { OutgoingRecord } from '#messaging/record';
import { getArticles } from '#read-models/article/queries';
import { readProgress } from '#read-models/progress';
import { moveCheckpoint, takeCheckpoint } from './checkpoint';
import { pause } from './pause';
import { persist } from './persist';
import type { RelayParts } from './relay-parts';
import { countsTopic } from './topics';

const lookMs = 250;
/** Events that are looked at for one send; positions say nothing of their number. */
const atOnce = 2000;

/**
 * Keeps the newest count of each article in the compacted topic. A reactor with a checkpoint of its own on top of the `article` read model: a rebuild of that
 * model goes back in the log, this never does.
 */
export class ArticleCounts {
  constructor(
    private readonly parts: RelayParts,
    private readonly transport: EventTransport,
    private readonly epoch: number,
  ) {}

  /** Runs until the signal ends it. @throws LeadershipLost when another relay leads */
  async run(signal: AbortSignal): Promise<void> {
    const { pool } = this.parts;
    const { previous, position: start } = await takeCheckpoint(pool, 'article-counts', this.epoch);
    for (let from = start; !signal.aborted;) {
      const changed = await this.changedCounts(from);
      if (!changed) {
        await pause(lookMs, signal);
        continue;
      }
      const { records, upTo } = changed;
      if (!(await persist(async () => void (await this.transport.publish(records)), signal, this.parts.logger))) return;
      const to = { position: upTo, previous };
      await moveCheckpoint(pool, { line: 'article-counts', epoch: this.epoch, from, to });
      from = upTo;
    }
  }

  /**
   * Undefined where the read model has seen no more, or went back while it was read, as a rebuild makes it: older counts are not for this topic. `upTo`: what
   * changed up to there is in the records.
   */
  private async changedCounts(after: number): Promise<{ records: OutgoingRecord[]; upTo: number } | undefined> {
    const reached = await this.reached();
    if (reached <= after) return undefined;
    const { keys, end: upTo } = await this.parts.log.nextKeys(after, reached, atOnce);
    const records = await this.recordsOf(keys.filter((key) => key.includes('/')));
    return (await this.reached()) >= upTo ? { records, upTo } : undefined;
  }

  private async reached(): Promise<number> {
    return (await readProgress(this.parts.pool)).get('article')?.position ?? 0;
  }

  private async recordsOf(keys: readonly string[]): Promise<OutgoingRecord[]> {
    const { prefix, partitions } = this.parts.topics;
    const topic = `${prefix}.${countsTopic}`;
    const records: OutgoingRecord[] = [];
    for (const [site, ids] of bySite(keys)) {
      for (const [articleId, { commentCount, position }] of await getArticles(this.parts.pool, site, ids)) {
        const key = `${site}/${articleId}`;
        const value = JSON.stringify({ siteId: site, articleId, count: commentCount, position: String(position) });
        const headers = { 'content-type': 'application/json' };
        records.push({ topic, partition: partitionOf(key, partitions), key, value, headers });
      }
    }
    return records;
  }
}

/** The articles among the keys; an author's key finds no article, and so no record. */
function bySite(keys: readonly string[]): Map<string, string[]> {
  const sites = new Map<string, string[]>();
  for (const key of keys) {
    const slash = key.indexOf('/');
    const site = key.slice(0, slash);
    sites.set(site, [...(sites.get(site) ?? []), key.slice(slash + 1)]);
  }
  return sites;
}
