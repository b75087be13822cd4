import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EventLog } from '#event-store/event-log';
import { liveSources } from '../articles/article-answers.ts';
import { ReadModelFollower } from '../reading/read-model-follower.ts';
import { ArticleChanges } from './article-changes.ts';
import { type ArticleClient, textsOf } from './article-client.ts';
import type { Seen } from './event-stream.ts';
import { LiveFeed } from './live-feed.ts';
import { Missed } from './missed.ts';

/** Sends readers the changes of the articles that they have open. */
@Injectable()
export class LiveHub implements OnModuleDestroy {
  private readonly feed: LiveFeed<ArticleClient>;

  constructor(
    follower: ReadModelFollower,
    log: EventLog,
    changes: ArticleChanges,
    private readonly missed: Missed,
  ) {
    this.feed = new LiveFeed(follower, log, {
      sources: liveSources,
      channelOf: (partitionKey) => partitionKey,
      textFor: async (channel, events, upTo) => {
        const [site, articleId] = partsOf(channel);
        return textsOf(channel, await changes.of(site, articleId, events), upTo);
      },
      reset: (upTo) => (client) => client.loadAgain(upTo),
    });
  }

  get streams(): number {
    return this.feed.streams;
  }

  get followed(): number {
    return this.feed.followed;
  }

  /**
   * Subscribes a client. Returns a function that ends the subscription.
   * @param seen the client's last place in each article, by article key; undefined: only changes from now on
   */
  subscribe(client: ArticleClient, seen: ReadonlyMap<string, Seen | undefined>): Promise<() => void> {
    return this.feed.subscribe(client, seen, async (key, after, now) => {
      const [site, articleId] = partsOf(key);
      return textsOf(key, await this.missed.since(site, articleId, after, now), now)(client);
    });
  }

  onModuleDestroy(): void {
    this.feed.stop();
  }
}

function partsOf(key: string): [site: string, articleId: string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}
