import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import type { DeskMessage } from '#contracts/moderation-answers';
import { EventLog } from '#event-store/event-log';
import type { Member } from '../identity/caller.ts';
import { queuesReached, reachesQueue } from '../identity/reach.ts';
import type { Seen } from '../live/event-stream.ts';
import { LiveClient } from '../live/live-client.ts';
import { LiveFeed, maxSpan } from '../live/live-feed.ts';
import { writeMessages } from '../live/live-message.ts';
import { type ReachedPlace, ReadModelFollower } from '../reading/read-model-follower.ts';
import { Claims } from '../moderation/claims.ts';
import { QueueOverview, type QueueSizesAnswer, onlyOf } from '../moderation/queue-overview.ts';
import { type ClaimNews, ClaimNewsFeed } from './claim-news.ts';
import { DeskChanges } from './desk-changes.ts';
import { type ClaimMessage, claimsInForce, claimsNow } from './claim-messages.ts';

/** The stream of a moderator's open desk. */
export class DeskClient extends LiveClient {
  constructor(
    stream: ConstructorParameters<typeof LiveClient>[0],
    readonly moderatorId: string,
    private readonly caller: Member,
  ) {
    super(stream);
  }

  maySee(message: DeskMessage): boolean {
    return message.event !== 'item' || reachesQueue(this.caller, message.data.queue);
  }

  /** The sizes of the queues that the moderator may work. */
  sizesOf(sizes: QueueSizesAnswer): QueueSizesAnswer {
    return onlyOf(queuesReached(this.caller), sizes);
  }

  /** The messages about claims on comments of the moderator's queues, and on comments in no queue. */
  textOf(claims: readonly ClaimMessage[]): string {
    const visible = claims.filter(({ queue }) => reachesQueue(this.caller, queue));
    return writeMessages(
      visible.map(({ message }) => message),
      null,
    );
  }
}

/** Sends moderators the changes of their site's queues, with the moderators who made them, and all changed claims. */
@Injectable()
export class DeskHub implements OnModuleDestroy {
  private readonly feed: LiveFeed<DeskClient>;

  constructor(
    follower: ReadModelFollower,
    private readonly log: EventLog,
    private readonly changes: DeskChanges,
    private readonly overview: QueueOverview,
    private readonly claims: Claims,
    private readonly news: ClaimNewsFeed,
    private readonly pool: Pool,
  ) {
    this.feed = new LiveFeed(follower, log, {
      sources: ['moderation-queue', 'thread'],
      channelOf: siteOf,
      textFor: async (site, events, upTo) => this.textFor(site, await this.changes.of(site, events), upTo),
      reset: (upTo) => () => writeMessages([reset], upTo),
    });
  }

  get streams(): number {
    return this.feed.streams;
  }

  /**
   * Subscribes a desk. The stream begins with the queue sizes, all current claims and, if the client sent its last
   * place, the changes since. Returns a function that ends the subscription.
   */
  async subscribe(site: string, client: DeskClient, seen: Seen | undefined): Promise<() => void> {
    await this.news.listen((news) => void this.announce(news).catch(() => undefined));
    return this.feed.subscribe(client, new Map([[site, seen]]), async (_, after, now) => {
      const [claims, missed] = await Promise.all([claimsInForce(this.pool, site), this.missed(site, after, now)]);
      const textFor = await this.textFor(site, missed, now);
      return textFor(client) + client.textOf(claims);
    });
  }

  onModuleDestroy(): void {
    this.feed.stop();
  }

  private async textFor(site: string, messages: readonly DeskMessage[], upTo: ReachedPlace) {
    const [sizes, mine] = await Promise.all([this.overview.sizes(site), this.claims.counts(site)]);
    return (client: DeskClient): string =>
      writeMessages(
        [
          { event: 'queues', data: { ...client.sizesOf(sizes), mine: mine.get(client.moderatorId) ?? 0 } },
          ...messages.filter((message) => client.maySee(message)),
        ],
        upTo,
      );
  }

  private async missed(site: string, after: number | 'void', now: ReachedPlace): Promise<DeskMessage[]> {
    if (after === now.position) return [];
    if (after === 'void' || now.position - after > maxSpan) return [reset];
    const { events } = await this.log.readOutlineAfter(after, maxSpan);
    return this.changes.of(
      site,
      events.filter(({ partitionKey, position }) => position <= now.position && siteOf(partitionKey) === site),
    );
  }

  private async announce(news: ClaimNews | 'missed'): Promise<void> {
    if (news === 'missed') {
      for (const site of this.feed.open) this.feed.sendUnplaced(site, () => writeMessages([reset], null));
      return;
    }
    const { site, comments } = news;
    if (!this.feed.open.includes(site)) return;
    const claims = await claimsNow(this.pool, comments);
    this.feed.sendUnplaced(site, (client) => client.textOf(claims));
  }
}

const reset: DeskMessage = { event: 'reset', data: {} };

/** The site of a partition key: the key itself, or its part before the slash (`{site}/{article}`). */
const siteOf = (partitionKey: string): string => partitionKey.split('/', 1)[0] ?? partitionKey;
