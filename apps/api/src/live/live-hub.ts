import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EventLog } from '#event-store/event-log';
import { liveSources } from '../articles/article-answers.ts';
import { articleKey } from '../commands/append-events.ts';
import { ReadModelFollower } from '../reading/read-model-follower.ts';
import { ArticleChanges } from './article-changes.ts';
import type { LiveClient } from './live-client.ts';
import type { Seen } from './event-stream.ts';
import { LiveFeed } from './live-feed.ts';
import { serialize } from './live-message.ts';
import { Missed } from './missed.ts';

/** Tells readers what happens to the articles they have open. */
@Injectable()
export class LiveHub implements OnModuleDestroy {
  private readonly feed: LiveFeed<LiveClient>;

  constructor(
    follower: ReadModelFollower,
    log: EventLog,
    changes: ArticleChanges,
    private readonly missed: Missed,
  ) {
    this.feed = new LiveFeed(follower, log, {
      sources: liveSources,
      channelOf: (partitionKey) => partitionKey,
      tell: async (channel, events, upTo) => {
        const [site, articleId] = partsOf(channel);
        const text = serialize(await changes.of(site, articleId, events), upTo);
        return () => text;
      },
      reset: (upTo) => serialize([{ event: 'reset', data: {} }], upTo),
    });
  }

  get streams(): number {
    return this.feed.streams;
  }

  /**
   * Answers how to end it.
   * @param seen what the reader has seen; undefined: what is now
   */
  subscribe(site: string, articleId: string, client: LiveClient, seen: Seen | undefined): Promise<() => void> {
    return this.feed.subscribe(articleKey(site, articleId), client, seen, (after, now) =>
      this.missed.since(site, articleId, after, now),
    );
  }

  onModuleDestroy(): void {
    this.feed.stop();
  }
}

function partsOf(key: string): [site: string, articleId: string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}
