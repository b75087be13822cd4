import { batched } from '#platform/batched';
import type { StoredEvent } from '../event.ts';

type ReadStreams = (streamIds: readonly string[]) => Promise<ReadonlyMap<string, readonly StoredEvent[]>>;

// A query for more streams occupies its connection longer than the round trips it saves.
const atOnce = 200;

/**
 * Combines the streams requested in the same turn of the event loop into one query, for example for fifty decisions in
 * one request. The events are never older than the call.
 */
export class StreamLoader {
  private readonly load: (streamId: string) => Promise<readonly StoredEvent[] | undefined>;

  constructor(private readonly readStreams: ReadStreams) {
    this.load = batched((streamIds: readonly string[]) => this.readAll(streamIds), { atOnce });
  }

  async read(streamId: string): Promise<StoredEvent[]> {
    return [...((await this.load(streamId)) ?? [])];
  }

  /** An invalid id must not fail the other streams. */
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
