import type { StoredEvent } from '#event-store/event';
import type { EventLog } from '#event-store/event-log';
import { unforeseen } from '#platform/last-resort';
import { pause } from '#platform/pause';
import type { Change, ReachedPlace, ReadModelFollower } from '../reading/read-model-follower.ts';
import { type Seen } from './event-stream.ts';
import type { LiveClient } from './live-client.ts';

/** The pause between two messages. Events in between are sent together, which bounds the load. */
const pauseMs = 100;
// Proxies and mobile networks drop an idle connection, and browsers do not notice.
const keepAliveMs = 15_000;
/** Above this number of events at once, clients are told to reload. */
export const maxSpan = 2000;

/** The pause after a failure. The changed channels stay recorded. */
const retryMs = 1000;

/** The content of one kind of stream. */
export interface LiveSubject<Client extends LiveClient> {
  /** The read models that messages are made from. */
  readonly sources: readonly string[];
  /** The channel that an event with this partition key belongs to. */
  channelOf(partitionKey: string): string;
  /** Turns a channel's events into the text for each of its clients. */
  textFor(channel: string, events: readonly StoredEvent[], upTo: ReachedPlace): Promise<(client: Client) => string>;
  /** The text that asks a client to reload, because it missed too much, or its data is no longer valid. */
  reset(upTo: ReachedPlace): (client: Client) => string;
}

/**
 * Sends clients the changes of the channels that they follow. The process's read model follower reports the changed
 * channels. Each change is read from the log and turned into messages once for all streams.
 */
export class LiveFeed<Client extends LiveClient> {
  private readonly channels = new Map<string, Set<Client>>();
  /** The clients, with the channels that each follows. */
  private readonly clients = new Map<Client, readonly string[]>();
  private readonly moved = new Set<string>();
  private everythingMoved = false;
  private cursor = 0;
  private isSending = false;
  private readonly stopped = new AbortController();
  private readonly keepAlive = setInterval(() => this.keepAllAlive(), keepAliveMs).unref();

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

  /** The sum of the channels that the clients follow. */
  get followed(): number {
    return [...this.channels.values()].reduce((sum, { size }) => sum + size, 0);
  }

  get open(): readonly string[] {
    return [...this.channels.keys()];
  }

  /**
   * Subscribes a client. Returns a function that ends the subscription.
   * @param seen the client's last place in each channel; undefined: only changes from now on
   * @param missed returns the text for a client that was at a position; `void`: what it has is no longer valid
   */
  async subscribe(
    client: Client,
    seen: ReadonlyMap<string, Seen | undefined>,
    missed: (channel: string, after: number | 'void', now: ReachedPlace) => Promise<string>,
  ): Promise<() => void> {
    this.join(client, [...seen.keys()]);
    const leave = (): void => this.leave(client);
    try {
      // The client may come from another process that is slightly ahead of this one.
      const furthest = Math.max(-1, ...[...seen.values()].map((one) => one?.position ?? -1));
      if (furthest >= 0) await this.follower.reached(furthest, this.subject.sources);
      const now = this.place();
      const texts: string[] = [];
      // One after the other, so that a client with many channels does not take all database connections.
      for (const [channel, one] of seen) texts.push(await missed(channel, missedAfter(one, now), now));
      client.catchUp(client.together(texts, now), now.position);
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Sends a channel's clients a message that has no position in the log. */
  sendUnplaced(channel: string, textFor: (client: Client) => string): void {
    for (const client of this.channels.get(channel) ?? []) client.sendUnplaced(textFor(client));
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
    this.sendChanges().catch(unforeseen);
  }

  private hasChanges(): boolean {
    return this.moved.size > 0 || this.everythingMoved || this.cursor < this.place().position;
  }

  private async sendChanges(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (!this.stopped.signal.aborted && this.hasChanges()) {
        const isSent = await this.trySend();
        await pause(isSent ? pauseMs : retryMs, this.stopped.signal);
      }
    } finally {
      this.isSending = false;
    }
  }

  /** Returns false if the changes could not be read, because the database is unavailable. */
  private async trySend(): Promise<boolean> {
    const [after, upTo] = [this.cursor, this.place()];
    const channels = [...this.moved].filter((channel) => this.channels.has(channel));
    const tooMuch = this.everythingMoved || (channels.length > 0 && upTo.position - after > maxSpan);
    // Cleared before anything is awaited, so that changes in the meantime are recorded again.
    this.moved.clear();
    this.everythingMoved = false;
    try {
      if (tooMuch) this.resetAll(upTo);
      else if (channels.length > 0) await this.sendTo(channels, after, upTo);
      this.cursor = upTo.position;
      return true;
    } catch {
      for (const channel of channels) this.moved.add(channel);
      return false;
    }
  }

  private async sendTo(channels: readonly string[], after: number, upTo: ReachedPlace): Promise<void> {
    const { events: found } = await this.log.readOutlineAfter(after, maxSpan);
    const events = found.filter(({ position }) => position <= upTo.position);
    const changed: { channel: string; textFor: (client: Client) => string }[] = [];
    for (const channel of channels) {
      const ofChannel = events.filter(({ partitionKey }) => this.subject.channelOf(partitionKey) === channel);
      if (ofChannel.length > 0)
        changed.push({ channel, textFor: await this.subject.textFor(channel, ofChannel, upTo) });
    }
    const texts = new Map<Client, string[]>();
    for (const { channel, textFor } of changed)
      for (const client of this.channels.get(channel) ?? [])
        texts.set(client, [...(texts.get(client) ?? []), textFor(client)]);
    for (const [client, all] of texts) client.send(client.together(all, upTo), upTo.position);
  }

  private resetAll(upTo: ReachedPlace): void {
    const reset = this.subject.reset(upTo);
    for (const client of this.clients.keys()) client.reset(client.together([reset(client)], upTo), upTo.position);
  }

  private keepAllAlive(): void {
    for (const client of this.clients.keys()) client.keepAlive();
  }

  /** The place that all read models of the messages have reached. */
  private place(): ReachedPlace {
    return this.follower.place(this.subject.sources);
  }
}

/**
 * The position after which a client missed changes; for a client without a last place, the current one. `void` if the
 * client's data is of another revision, or from events that a restored log no longer has.
 */
function missedAfter(seen: Seen | undefined, now: ReachedPlace): number | 'void' {
  if (!seen) return now.position;
  return seen.position > now.position || (seen.revision ?? now.revision) !== now.revision ? 'void' : seen.position;
}
