import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import type { DeskMessage } from '#contracts/moderation-answers';
import { EventLog } from '#event-store/event-log';
import type { StoredEvent } from '#event-store/event';
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
import { type ToldClaim, claimsInForce, claimsNow } from './told-claims.ts';

/** A moderator with a desk open. */
export class DeskClient extends LiveClient {
  constructor(
    stream: ConstructorParameters<typeof LiveClient>[0],
    readonly moderatorId: string,
    private readonly caller: Member,
  ) {
    super(stream);
  }

  mayHear(message: DeskMessage): boolean {
    return message.event !== 'item' || reachesQueue(this.caller, message.data.queue);
  }

  /** What it is told of the queues. */
  sizesOf(sizes: QueueSizesAnswer): QueueSizesAnswer {
    return onlyOf(queuesReached(this.caller), sizes);
  }

  /** What it is told of claims: those on comments of its own queues, and on what waits nowhere. */
  textOf(claims: readonly ToldClaim[]): string {
    const heard = claims.filter(({ queue }) => reachesQueue(this.caller, queue));
    return writeMessages(
      heard.map(({ message }) => message),
      null,
    );
  }
}

/** Tells moderators what comes into their site's queues, what goes and who did it, and who looks at what. */
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
      tell: (site, events, upTo) => this.tell(site, events, upTo),
      reset: (upTo) => () => writeMessages([reset], upTo),
    });
  }

  get streams(): number {
    return this.feed.streams;
  }

  /**
   * Begins with the queues and every claim in force, and with what was missed, if the client says where it was. Answers
   * how to end it.
   */
  async subscribe(site: string, client: DeskClient, seen: Seen | undefined): Promise<() => void> {
    await this.news.listen((news) => void this.heard(news).catch(() => undefined));
    return this.feed.subscribe(client, new Map([[site, seen]]), async (_, after, now) => {
      const [claims, missed] = await Promise.all([claimsInForce(this.pool, site), this.missed(site, after, now)]);
      const told = await this.textFor(site, missed, now);
      return told(client) + client.textOf(claims);
    });
  }

  onModuleDestroy(): void {
    this.feed.stop();
  }

  private async tell(site: string, events: readonly StoredEvent[], upTo: ReachedPlace) {
    return this.textFor(site, await this.changes.of(site, events), upTo);
  }

  private async textFor(site: string, messages: readonly DeskMessage[], upTo: ReachedPlace) {
    const [sizes, mine] = await Promise.all([this.overview.sizes(site), this.claims.counts(site)]);
    return (client: DeskClient): string =>
      writeMessages(
        [
          { event: 'queues', data: { ...client.sizesOf(sizes), mine: mine.get(client.moderatorId) ?? 0 } },
          ...messages.filter((message) => client.mayHear(message)),
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

  private async heard(news: ClaimNews | 'missed'): Promise<void> {
    if (news === 'missed') {
      for (const site of this.feed.open) this.feed.tellNow(site, () => writeMessages([reset], null));
      return;
    }
    const { site, comments } = news;
    if (!this.feed.open.includes(site)) return;
    const claims = await claimsNow(this.pool, comments);
    this.feed.tellNow(site, (client) => client.textOf(claims));
  }
}

const reset: DeskMessage = { event: 'reset', data: {} };

/** A key is a site, or begins with one: `{site}/{article}`. */
const siteOf = (partitionKey: string): string => partitionKey.split('/', 1)[0] ?? partitionKey;
