import type { ServerResponse } from 'node:http';
import type { ReachedPlace } from '../reading/read-model-follower.ts';

/** A client with this much unsent data is disconnected. It reconnects by itself with its last place. */
const maxQueuedBytes = 64 * 1024;

/** One open stream. Messages that come before the client has caught up are queued. */
export class LiveClient {
  private waiting: (() => void)[] | null = [];
  private position = 0;
  private ended = false;

  constructor(private readonly stream: Pick<ServerResponse, 'write' | 'writableLength' | 'destroy' | 'end'>) {}

  /** @param position the position that the text covers; a client that has already seen it gets nothing */
  send(text: string, position: number): void {
    if (this.waiting) this.waiting.push(() => this.send(text, position));
    else if (position > this.position) this.write(text);
  }

  /** Sends a message that has no position in the log, so it is not skipped as already seen. */
  sendUnplaced(text: string): void {
    this.send(text, Number.POSITIVE_INFINITY);
  }

  /**
   * Asks the client to discard its data. The stream continues from this position, which may be a lower one.
   */
  reset(text: string, position: number): void {
    if (this.waiting) this.waiting.push(() => this.reset(text, position));
    else {
      this.position = position;
      this.write(text);
    }
  }

  /** Sends what the client missed up to a position, then the queued messages. Later messages are sent at once. */
  catchUp(missed: string, position: number): void {
    const waiting = this.waiting ?? [];
    this.waiting = null;
    this.position = position;
    this.write(missed);
    for (const send of waiting) send();
  }

  /**
   * Joins the messages of all channels up to a place into one text, so that a connection that breaks off in between has
   * not yet sent the place.
   */
  together(texts: readonly string[], _upTo: ReachedPlace): string {
    return texts.join('');
  }

  keepAlive(): void {
    if (!this.waiting) this.write(':\n\n');
  }

  end(): void {
    this.ended = true;
    this.stream.end();
  }

  private write(text: string): void {
    // A write after the end emits an error event, and an unhandled error event ends the process.
    if (text === '' || this.ended) return;
    this.stream.write(text);
    if (this.stream.writableLength > maxQueuedBytes) this.stream.destroy();
  }
}
