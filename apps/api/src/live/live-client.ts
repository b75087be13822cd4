import type { ServerResponse } from 'node:http';

/** A reader that takes this much later than it is told is let go; it comes back by itself and says where it was. */
const maxQueuedBytes = 64 * 1024;

/** One open stream. What happens before the reader has caught up waits its turn. */
export class LiveClient {
  private waiting: string[] | null = [];

  constructor(private readonly stream: Pick<ServerResponse, 'write' | 'writableLength' | 'destroy' | 'end'>) {}

  send(text: string): void {
    if (this.waiting) this.waiting.push(text);
    else this.write(text);
  }

  /** Tells what the reader missed; from then on everything goes out at once. */
  catchUp(missed: string): void {
    const waiting = this.waiting ?? [];
    this.waiting = null;
    this.write(missed + waiting.join(''));
  }

  end(): void {
    this.stream.end();
  }

  private write(text: string): void {
    if (text === '') return;
    this.stream.write(text);
    if (this.stream.writableLength > maxQueuedBytes) this.stream.destroy();
  }
}
