import type { StoredEvent } from '#event-store/event';
import type { EventLog } from '#event-store/event-log';
import { unforeseen } from '#platform/last-resort';
import { pause } from '#platform/pause';
import type { Change, ReachedPlace, ReadModelFollower } from '../reading/read-model-follower.ts';
import { type Seen } from './event-stream.ts';
import type { LiveClient } from './live-client.ts';

/** Between two tellings: what happens meanwhile goes out together, however busy it is. */
const pauseMs = 100;
// Proxies and phones drop a connection that says nothing; browsers never notice.
const keepAliveMs = 15_000;
/** Past this many events at once, everybody loads again what they show. */
export const maxSpan = 2000;

/** Before what could not be told is tried again: it stays noted. */
const retryMs = 1000;

/** What one kind of stream is about. */
export interface LiveSubject<Client extends LiveClient> {
  /** The read models that messages are made from. */
  readonly sources: readonly string[];
  /** The channel that an event with this partition key belongs to. */
  channelOf(partitionKey: string): string;
  /** What a channel's streams are told of these events of it, for each of them. */
  tell(channel: string, events: readonly StoredEvent[], upTo: ReachedPlace): Promise<(client: Client) => string>;
  /** More happened than can be told, or what was told is void. */
  reset(upTo: ReachedPlace): (client: Client) => string;
}

/**
 * Tells streams what happens in the channels that they follow. One look at the log serves all of them: the follower of
 * this process says what moved, and each change is read and made into messages once, however many streams it goes to.
 */
export class LiveFeed<Client extends LiveClient> {
  private readonly channels = new Map<string, Set<Client>>();
  /** Each with the channels that it follows. */
  private readonly clients = new Map<Client, readonly string[]>();
  private readonly moved = new Set<string>();
  private everythingMoved = false;
  private cursor = 0;
  private isTelling = false;
  private readonly stopped = new AbortController();
  private readonly keepAlive = setInterval(() => this.sayNothing(), keepAliveMs).unref();

  constructor(
    private readonly follower: ReadModelFollower,
    private readonly log: EventLog,
    private readonly subject: LiveSubject<Client>,
  ) {
    follower.onChange((change) => this.changed(change));
  }

  get streams(): number {
    return this.clients.size;
  }

  /** How often all of them together follow a channel. */
  get followed(): number {
    return [...this.channels.values()].reduce((sum, { size }) => sum + size, 0);
  }

  get open(): readonly string[] {
    return [...this.channels.keys()];
  }

  /**
   * Answers how to end it.
   * @param seen where the reader was in each channel that they follow; undefined: what is now
   * @param missed what the reader has to be told who was at a position; `void`: what they have is no longer so
   */
  async subscribe(
    client: Client,
    seen: ReadonlyMap<string, Seen | undefined>,
    missed: (channel: string, after: number | 'void', now: ReachedPlace) => Promise<string>,
  ): Promise<() => void> {
    this.join(client, [...seen.keys()]);
    const leave = (): void => this.leave(client);
    try {
      // Another process may be a moment ahead of this one.
      const furthest = Math.max(-1, ...[...seen.values()].map((one) => one?.position ?? -1));
      if (furthest >= 0) await this.follower.reached(furthest, this.subject.sources);
      const now = this.place();
      const texts: string[] = [];
      // One after the other: whoever follows many must not take all of the database's connections.
      for (const [channel, one] of seen) texts.push(await missed(channel, missedAfter(one, now), now));
      client.catchUp(client.together(texts, now), now.position);
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Tells a channel something that has no place in the log. */
  tellNow(channel: string, textFor: (client: Client) => string): void {
    for (const client of this.channels.get(channel) ?? []) client.tell(textFor(client));
  }

  stop(): void {
    this.stopped.abort();
    clearInterval(this.keepAlive);
    for (const client of this.clients.keys()) client.end();
    this.clients.clear();
    this.channels.clear();
  }

  private join(client: Client, channels: readonly string[]): void {
    this.clients.set(client, channels);
    for (const channel of channels)
      this.channels.set(channel, (this.channels.get(channel) ?? new Set<Client>()).add(client));
  }

  private leave(client: Client): void {
    for (const channel of this.clients.get(client) ?? []) {
      const clients = this.channels.get(channel);
      clients?.delete(client);
      if (clients?.size === 0) this.channels.delete(channel);
    }
    this.clients.delete(client);
  }

  private changed(change: Change): void {
    if (this.channels.size === 0) {
      this.cursor = this.place().position;
      return;
    }
    if (change === 'everything') this.everythingMoved = true;
    else
      for (const key of change.keys) {
        const channel = this.subject.channelOf(key);
        if (this.channels.has(channel)) this.moved.add(channel);
      }
    this.tellUntilTold().catch(unforeseen);
  }

  private isBehind(): boolean {
    return this.moved.size > 0 || this.everythingMoved || this.cursor < this.place().position;
  }

  private async tellUntilTold(): Promise<void> {
    if (this.isTelling) return;
    this.isTelling = true;
    try {
      while (!this.stopped.signal.aborted && this.isBehind()) {
        const isTold = await this.tell();
        await pause(isTold ? pauseMs : retryMs, this.stopped.signal);
      }
    } finally {
      this.isTelling = false;
    }
  }

  /** False where the database is away. */
  private async tell(): Promise<boolean> {
    const [after, upTo] = [this.cursor, this.place()];
    const channels = [...this.moved].filter((channel) => this.channels.has(channel));
    const tooMuch = this.everythingMoved || (channels.length > 0 && upTo.position - after > maxSpan);
    // Before anything is awaited: what moves meanwhile is noted anew.
    this.moved.clear();
    this.everythingMoved = false;
    try {
      if (tooMuch) this.resetAll(upTo);
      else if (channels.length > 0) await this.tellChannels(channels, after, upTo);
      this.cursor = upTo.position;
      return true;
    } catch {
      for (const channel of channels) this.moved.add(channel);
      return false;
    }
  }

  private async tellChannels(channels: readonly string[], after: number, upTo: ReachedPlace): Promise<void> {
    const { events: found } = await this.log.readOutlineAfter(after, maxSpan);
    const events = found.filter(({ position }) => position <= upTo.position);
    const told: { channel: string; textFor: (client: Client) => string }[] = [];
    for (const channel of channels) {
      const ofChannel = events.filter(({ partitionKey }) => this.subject.channelOf(partitionKey) === channel);
      if (ofChannel.length > 0) told.push({ channel, textFor: await this.subject.tell(channel, ofChannel, upTo) });
    }
    const texts = new Map<Client, string[]>();
    for (const { channel, textFor } of told)
      for (const client of this.channels.get(channel) ?? [])
        texts.set(client, [...(texts.get(client) ?? []), textFor(client)]);
    for (const [client, all] of texts) client.send(client.together(all, upTo), upTo.position);
  }

  private resetAll(upTo: ReachedPlace): void {
    const reset = this.subject.reset(upTo);
    for (const client of this.clients.keys()) client.reset(client.together([reset(client)], upTo), upTo.position);
  }

  private sayNothing(): void {
    for (const client of this.clients.keys()) client.keepAlive();
  }

  /** What all of the read models that messages are made from have seen. */
  private place(): ReachedPlace {
    return this.follower.place(this.subject.sources);
  }
}

/**
 * Without a place they are told what happens from now on; `void`: what they have is of another revision, or of events
 * that are no longer.
 */
function missedAfter(seen: Seen | undefined, now: ReachedPlace): number | 'void' {
  if (!seen) return now.position;
  return seen.position > now.position || (seen.revision ?? now.revision) !== now.revision ? 'void' : seen.position;
}
