import type { ServerResponse } from 'node:http';
import type { ReachedPlace } from '../reading/read-model-follower.ts';

/** A reader that takes this much later than it is told is let go; it comes back by itself and says where it was. */
const maxQueuedBytes = 64 * 1024;

/** One open stream. What happens before the reader has caught up waits its turn. */
export class LiveClient {
  private waiting: (() => void)[] | null = [];
  private position = 0;
  private ended = false;

  constructor(private readonly stream: Pick<ServerResponse, 'write' | 'writableLength' | 'destroy' | 'end'>) {}

  /** @param position what the text tells up to; a reader who was told of it already is not told again */
  send(text: string, position: number): void {
    if (this.waiting) this.waiting.push(() => this.send(text, position));
    else if (position > this.position) this.write(text);
  }

  /** Tells something that has no place in the log: it is never old. */
  tell(text: string): void {
    this.send(text, Number.POSITIVE_INFINITY);
  }

  /**
   * Tells that what was told before is void, up to whichever position: it goes on from this one, which may lie before.
   */
  reset(text: string, position: number): void {
    if (this.waiting) this.waiting.push(() => this.reset(text, position));
    else {
      this.position = position;
      this.write(text);
    }
  }

  /** Tells what the reader missed up to a position; from then on everything goes out at once. */
  catchUp(missed: string, position: number): void {
    const waiting = this.waiting ?? [];
    this.waiting = null;
    this.position = position;
    this.write(missed);
    for (const tell of waiting) tell();
  }

  /**
   * What it is told of its channels at once, up to a place, as one text: a connection that ends in the middle has not
   * told the place yet.
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
    // A write after the end is an error of the stream's, and an error that nobody listens for ends the process.
    if (text === '' || this.ended) return;
    this.stream.write(text);
    if (this.stream.writableLength > maxQueuedBytes) this.stream.destroy();
  }
}
