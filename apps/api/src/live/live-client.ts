import type { ServerResponse } from 'node:http';

/** A reader that takes this much later than it is told is let go; it comes back by itself and says where it was. */
const maxQueuedBytes = 64 * 1024;

/** One open stream. What happens before the reader has caught up waits its turn. */
export class LiveClient {
  private waiting: { text: string; position: number }[] | null = [];
  private position = 0;
  private isOver = false;

  constructor(private readonly stream: Pick<ServerResponse, 'write' | 'writableLength' | 'destroy' | 'end'>) {}

  /** @param position what the text tells up to; a reader who was told of it already is not told again */
  send(text: string, position: number): void {
    if (this.waiting) this.waiting.push({ text, position });
    else if (position > this.position) this.write(text);
  }

  /** Tells something that has no place in the log: it is never old. */
  tell(text: string): void {
    this.send(text, Number.POSITIVE_INFINITY);
  }

  /** Tells what the reader missed up to a position; from then on everything goes out at once. */
  catchUp(missed: string, position: number): void {
    const waiting = this.waiting ?? [];
    this.waiting = null;
    this.position = position;
    this.write(missed);
    for (const one of waiting) this.send(one.text, one.position);
  }

  keepAlive(): void {
    if (!this.waiting) this.write(':\n\n');
  }

  end(): void {
    this.isOver = true;
    this.stream.end();
  }

  /** Not behind its end: a reader that takes the rest slowly keeps the connection open a while, and Node calls such a write an error. */
  private write(text: string): void {
    if (text === '' || this.isOver) return;
    this.stream.write(text);
    if (this.stream.writableLength <= maxQueuedBytes) return;
    this.isOver = true;
    this.stream.destroy();
  }
}
