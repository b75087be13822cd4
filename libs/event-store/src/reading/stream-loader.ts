import type { StoredEvent } from '../event';

type ReadStreams = (streamIds: readonly string[]) => Promise<ReadonlyMap<string, readonly StoredEvent[]>>;

// A query for more streams than this keeps its connection longer than it saves round trips.
const atOnce = 200;

/**
 * Makes one query of the streams that are asked for in the same turn of the event loop: fifty decisions in one request, or everybody who posts
 * under the same article, read in one round trip. What is read is never older than the call.
 */
export class StreamLoader {
  private waiting: { streamId: string; resolve: (read: Promise<StoredEvent[]>) => void }[] = [];

  constructor(private readonly readStreams: ReadStreams) {}

  read(streamId: string): Promise<StoredEvent[]> {
    return new Promise((resolve) => {
      if (this.waiting.push({ streamId, resolve }) === 1) setImmediate(() => this.flush());
    });
  }

  private flush(): void {
    const waiting = this.waiting.splice(0);
    for (let from = 0; from < waiting.length; from += atOnce) this.load(waiting.slice(from, from + atOnce));
  }

  private load(asked: typeof this.waiting): void {
    const reading = this.readStreams([...new Set(asked.map(({ streamId }) => streamId))]);
    for (const { streamId, resolve } of asked) {
      resolve(
        reading.then(
          (streams) => [...(streams.get(streamId) ?? [])],
          // One id that is none must not fail its neighbours.
          async () => [...((await this.readStreams([streamId])).get(streamId) ?? [])],
        ),
      );
    }
  }
}
