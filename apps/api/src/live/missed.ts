import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Pool } from 'pg';
import { EventLog } from '#event-store/event-log';
import { getArticle } from '#read-models/article/queries';
import { articleKey } from '../commands/append-events';
import { ArticleChanges } from './article-changes';
import { serialize } from './live-message';

/** As far back as somebody who was away is told what they missed; beyond that they load the thread again. */
const maxSpan = 2000;

/** What a reader has missed who comes back, or comes with a page from a cache. */
@Injectable()
export class Missed {
  /** After a restart everybody comes back at once, with the same question. */
  private readonly asked = new LRUCache<string, Promise<string>>({ max: 1000, ttl: 1000 });

  constructor(
    private readonly pool: Pool,
    private readonly log: EventLog,
    private readonly changes: ArticleChanges,
  ) {}

  since(site: string, articleId: string, after: number | undefined, now: number): Promise<string> {
    const question = `${articleKey(site, articleId)}\n${after ?? ''}\n${now}`;
    const known = this.asked.get(question);
    if (known) return known;
    const answer = this.find(site, articleId, after ?? now, now);
    this.asked.set(question, answer);
    answer.catch(() => this.asked.delete(question));
    return answer;
  }

  private async find(site: string, articleId: string, after: number, now: number): Promise<string> {
    const article = await getArticle(this.pool, site, articleId);
    if (after >= Math.min(article?.position ?? 0, now)) {
      return serialize([await this.changes.count(site, articleId)], now);
    }
    const events = now - after > maxSpan ? null : await this.log.readAfter(after, maxSpan);
    const key = articleKey(site, articleId);
    const messages = events
      ? await this.changes.of(
          site,
          articleId,
          events.filter((event) => event.partitionKey === key && event.position <= now),
        )
      : [await this.changes.count(site, articleId), { event: 'reset', data: {} } as const];
    return serialize(messages, now);
  }
}
