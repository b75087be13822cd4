import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { ArticleMessage } from '#contracts/answers';
import { EventLog } from '#event-store/event-log';
import { getArticle } from '#read-models/article/queries';
import { articleKey } from '../commands/append-events.ts';
import { SharedLoads } from '../reading/shared-loads.ts';
import { type ReachedPlace, ReadModelFollower } from '../reading/read-model-follower.ts';
import { ArticleChanges } from './article-changes.ts';
import { liveIdOf } from './event-stream.ts';
import { serialize } from './live-message.ts';

/** As far back as somebody who was away is told what they missed; beyond that they load the thread again. */
const maxSpan = 2000;
const rememberedMs = 1000;

const reset = { event: 'reset', data: {} } as const;

/** What a reader has missed who comes back, or comes with a page from a cache. */
@Injectable()
export class Missed {
  /** After a restart everybody comes back at once, with the same question. */
  private readonly asked = new SharedLoads<readonly ArticleMessage[]>({ maxEntries: 1000, maxBytes: 4 * 1024 * 1024 });

  constructor(
    private readonly pool: Pool,
    private readonly log: EventLog,
    private readonly changes: ArticleChanges,
    follower: ReadModelFollower,
  ) {
    follower.onChange((change) => change === 'everything' && this.asked.clear());
  }

  /** @param after up to where the reader was told; `void`: what they have is no longer so */
  since(
    site: string,
    articleId: string,
    after: number | 'void',
    now: ReachedPlace,
  ): Promise<readonly ArticleMessage[]> {
    const key = articleKey(site, articleId);
    return this.asked.get(`${key}\n${after}\n${liveIdOf(now)}`, [key], async () => {
      const value = await this.find(site, articleId, after, now);
      return { value, body: serialize(value, now), ttlMs: rememberedMs };
    });
  }

  private async find(
    site: string,
    articleId: string,
    after: number | 'void',
    now: ReachedPlace,
  ): Promise<ArticleMessage[]> {
    if (after === 'void') return [await this.changes.count(site, articleId), reset];
    const article = await getArticle(this.pool, site, articleId);
    if (after >= Math.min(article?.position ?? 0, now.position)) {
      return [await this.changes.count(site, articleId)];
    }
    if (now.position - after > maxSpan) return [await this.changes.count(site, articleId), reset];
    const { events } = await this.log.readOutlineAfter(after, maxSpan);
    const key = articleKey(site, articleId);
    const ofArticle = events.filter((event) => event.partitionKey === key && event.position <= now.position);
    return this.changes.of(site, articleId, ofArticle);
  }
}
