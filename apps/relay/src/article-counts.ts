import { setTimeout as delay } from 'node:timers/promises';
import { partitionOf } from '#messaging/partitioner';
import type { OutgoingRecord } from '#messaging/record';
import { getArticles } from '#read-models/article/queries';
import { readProgress } from '#read-models/progress';
import { moveCheckpoint, takeCheckpoint } from './checkpoint';
import type { PublisherParts } from './publisher';
import { countsTopic } from './topics';

const lookMs = 250;
const maxSpan = 2000;

/**
 * Keeps the newest count of each article in the compacted topic. A reactor with a checkpoint of its own on top of the `article` read model: a rebuild of that
 * model goes back in the log, this never does.
 */
export class ArticleCounts {
  constructor(
    private readonly parts: PublisherParts,
    private readonly epoch: number,
  ) {}

  /** Runs until the signal ends it. @throws LeadershipLost when another relay leads */
  async run(signal: AbortSignal): Promise<void> {
    const { pool } = this.parts;
    const taken = await takeCheckpoint(pool, 'article-counts', this.epoch);
    let { position } = taken;
    while (!signal.aborted) {
      const reached = (await readProgress(this.parts.pool)).get('article')?.position ?? 0;
      if (reached <= position) {
        await delay(lookMs, undefined, { signal }).catch(() => undefined);
        continue;
      }
      const upTo = Math.min(reached, position + maxSpan);
      if (!(await this.publish(position, upTo))) {
        await delay(lookMs, undefined, { signal }).catch(() => undefined);
        continue;
      }
      const to = { position: upTo, previous: taken.previous };
      await moveCheckpoint(pool, { line: 'article-counts', epoch: this.epoch, from: position, to });
      position = upTo;
    }
  }

  private async publish(after: number, upTo: number): Promise<boolean> {
    const keys = (await this.parts.log.keysBetween(after, upTo)).filter((key) => key.includes('/'));
    const records = await this.recordsOf(keys);
    if (records.length === 0) return true;
    return this.parts.countsTransport.publish(records).then(
      () => true,
      () => false, // the events' own line says what is wrong with the broker
    );
  }

  private async recordsOf(keys: readonly string[]): Promise<OutgoingRecord[]> {
    const { prefix, partitions } = this.parts.topics;
    const topic = `${prefix}.${countsTopic}`;
    const records: OutgoingRecord[] = [];
    for (const [site, ids] of bySite(keys)) {
      for (const [articleId, { commentCount, position }] of await getArticles(this.parts.pool, site, ids)) {
        const key = `${site}/${articleId}`;
        const value = JSON.stringify({ siteId: site, articleId, count: commentCount, position: String(position) });
        records.push({
          topic,
          partition: partitionOf(key, partitions),
          key,
          value,
          headers: { 'content-type': 'application/json' },
        });
      }
    }
    return records;
  }
}

function bySite(keys: readonly string[]): Map<string, string[]> {
  const sites = new Map<string, string[]>();
  for (const key of keys) {
    const slash = key.indexOf('/');
    const site = key.slice(0, slash);
    sites.set(site, [...(sites.get(site) ?? []), key.slice(slash + 1)]);
  }
  return sites;
}
