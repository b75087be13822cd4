import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { ArticleMessage } from '#contracts/live-messages';
import { EventLog } from '#event-store/event-log';
import { getArticle } from '#read-models/article/queries';
import { articleKey } from '../commands/append-events.ts';
import { SharedLoads } from '../reading/shared-loads.ts';
import { type ReachedPlace, ReadModelFollower } from '../reading/read-model-follower.ts';
import { ArticleChanges } from './article-changes.ts';
import { liveIdOf } from './event-stream.ts';
import { serialize } from './live-message.ts';

/** The most events that a returning client is sent. With more missed events, it reloads the thread. */
const maxSpan = 2000;
const rememberedMs = 1000;

const reset = { event: 'reset', data: {} } as const;

/** Finds the changes that a client missed, after it reconnects or opens a cached page. */
@Injectable()
export class Missed {
  /** After a restart all clients reconnect at once and need the same changes. */
  private readonly answers = new SharedLoads<readonly ArticleMessage[]>({
    maxEntries: 1000,
    maxBytes: 4 * 1024 * 1024,
  });

  constructor(
    private readonly pool: Pool,
    private readonly log: EventLog,
    private readonly changes: ArticleChanges,
    follower: ReadModelFollower,
  ) {
    follower.onChange((change) => change === 'everything' && this.answers.clear());
  }

  /** @param after the client's last position; `void`: what it has is no longer valid */
  since(
    site: string,
    articleId: string,
    after: number | 'void',
    now: ReachedPlace,
  ): Promise<readonly ArticleMessage[]> {
    const key = articleKey(site, articleId);
    return this.answers.get(`${key}\n${after}\n${liveIdOf(now)}`, [key], async () => {
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
