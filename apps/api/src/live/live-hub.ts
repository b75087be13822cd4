import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EventLog } from '#event-store/event-log';
import { articleKey } from '../commands/append-events';
import { type Change, ReadModelFollower } from '../reading/read-model-follower';
import { ArticleChanges } from './article-changes';
import { LiveClient } from './live-client';
import { serialize } from './live-message';
import { Missed } from './missed';

/** Between two tellings: what happens meanwhile goes out together, however busy an article is. */
const pauseMs = 100;
// Proxies and phones drop a connection that says nothing; browsers never notice.
const keepAliveMs = 15_000;
/** Past this many events at once, readers load the thread again. */
const maxSpan = 2000;

/**
 * Tells readers what happens to the articles they have open. One look at the log serves all of them: the follower of this process says
 * which articles moved, and each change is read, rendered and serialized once, however many streams it goes to.
 */
@Injectable()
export class LiveHub implements OnModuleDestroy {
  private readonly channels = new Map<string, Set<LiveClient>>();
  private readonly moved = new Set<string>();
  private everythingMoved = false;
  private cursor = 0;
  private isTelling = false;
  private stopped = false;
  private readonly keepAlive = setInterval(() => this.sayNothing(), keepAliveMs).unref();

  constructor(
    private readonly follower: ReadModelFollower,
    private readonly log: EventLog,
    private readonly changes: ArticleChanges,
    private readonly missed: Missed,
  ) {
    follower.onChange((change) => this.changed(change));
  }

  get streams(): number {
    return [...this.channels.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Answers how to end it.
   * @param after the position that the reader has seen; undefined: what is now
   */
  async subscribe(site: string, articleId: string, client: LiveClient, after: number | undefined): Promise<() => void> {
    const key = articleKey(site, articleId);
    this.channels.set(key, (this.channels.get(key) ?? new Set()).add(client));
    const leave = (): void => this.leave(key, client);
    try {
      const now = this.position();
      client.catchUp(await this.missed.since(site, articleId, after, now), now);
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearInterval(this.keepAlive);
    for (const clients of this.channels.values()) for (const client of clients) client.end();
    this.channels.clear();
  }

  private leave(key: string, client: LiveClient): void {
    const clients = this.channels.get(key);
    clients?.delete(client);
    if (clients?.size === 0) this.channels.delete(key);
  }

  private changed(change: Change): void {
    if (this.channels.size === 0) {
      this.cursor = this.position();
      return;
    }
    if (change === 'everything') this.everythingMoved = true;
    else for (const key of change.keys) if (this.channels.has(key)) this.moved.add(key);
    void this.tellUntilTold();
  }

  private async tellUntilTold(): Promise<void> {
    if (this.isTelling) return;
    this.isTelling = true;
    try {
      while (!this.stopped && (this.moved.size > 0 || this.everythingMoved || this.cursor < this.position())) {
        await this.tell();
        await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
      }
    } catch {
      // The database is away. What moved stays noted, and is told with the next change.
    } finally {
      this.isTelling = false;
    }
  }

  private async tell(): Promise<void> {
    const [after, upTo] = [this.cursor, this.position()];
    const keys = [...this.moved].filter((key) => this.channels.has(key));
    const tooMuch = this.everythingMoved || (keys.length > 0 && upTo - after > maxSpan);
    // Before anything is awaited: what moves meanwhile is noted anew.
    this.moved.clear();
    this.everythingMoved = false;
    try {
      if (tooMuch) this.resetAll(upTo);
      else if (keys.length > 0) await this.tellChannels(keys, after, upTo);
      this.cursor = upTo;
    } catch (error) {
      for (const key of keys) this.moved.add(key);
      throw error;
    }
  }

  private async tellChannels(keys: readonly string[], after: number, upTo: number): Promise<void> {
    const events = (await this.log.readAfter(after, maxSpan)).filter(({ position }) => position <= upTo);
    for (const key of keys) {
      const ofArticle = events.filter(({ partitionKey }) => partitionKey === key);
      if (ofArticle.length === 0) continue;
      const [site, articleId] = partsOf(key);
      const messages = await this.changes.of(site, articleId, ofArticle);
      this.broadcast(key, serialize(messages, upTo), upTo);
    }
  }

  private resetAll(position: number): void {
    const reset = serialize([{ event: 'reset', data: {} }], position);
    for (const key of this.channels.keys()) this.broadcast(key, reset, position);
  }

  private sayNothing(): void {
    for (const clients of this.channels.values()) for (const client of clients) client.keepAlive();
  }

  private broadcast(key: string, text: string, position: number): void {
    for (const client of this.channels.get(key) ?? []) client.send(text, position);
  }

  /** What both of the read models that messages are made from have seen. */
  private position(): number {
    return this.follower.position(['thread', 'article']);
  }
}

function partsOf(key: string): [site: string, articleId: string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}
