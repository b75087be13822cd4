import { batched } from '#platform/batched';
import type { StoredEvent } from '../event.ts';

type ReadStreams = (streamIds: readonly string[]) => Promise<ReadonlyMap<string, readonly StoredEvent[]>>;

// A query for more streams than this keeps its connection longer than it saves round trips.
const atOnce = 200;

/**
 * Makes one query of the streams that are asked for in the same turn of the event loop: fifty decisions in one request,
 * or everybody who posts under the same article, read in one round trip. What is read is never older than the call.
 */
export class StreamLoader {
  private readonly load: (streamId: string) => Promise<readonly StoredEvent[] | undefined>;

  constructor(private readonly readStreams: ReadStreams) {
    this.load = batched((streamIds: readonly string[]) => this.readAll(streamIds), { atOnce });
  }

  async read(streamId: string): Promise<StoredEvent[]> {
    return [...((await this.load(streamId)) ?? [])];
  }

  /** One id that is none must not fail its neighbours. */
  private async readAll(streamIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[] | Error>> {
    try {
      return await this.readStreams(streamIds);
    } catch {
      return new Map(await Promise.all(streamIds.map(async (id) => [id, await this.readAlone(id)] as const)));
    }
  }

  private async readAlone(streamId: string): Promise<readonly StoredEvent[] | Error> {
    try {
      return (await this.readStreams([streamId])).get(streamId) ?? [];
    } catch (error) {
      return error instanceof Error ? error : new Error('the stream cannot be read', { cause: error });
    }
  }
}
