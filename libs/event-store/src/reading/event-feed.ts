import { Alarm } from '#platform/alarm';
import { pause } from '#platform/pause';
import { GrowingPause } from '#platform/retry';
import type { StoredEvent } from '../event.ts';
import type { EventPage } from './event-reader.ts';

/** What a feed is read from: an EventLog. */
export interface FeedSource {
  readPage(position: number, limit: number): Promise<EventPage>;
  /** Calls back after an append of this process; those of others are found by polling. */
  onAppended(listener: () => void): () => void;
}

export interface FeedOptions {
  /** Events in a batch at most. */
  readonly limit: number;
  /** Ends the feed, at once where it waits. */
  readonly signal: AbortSignal;
  /**
   * Milliseconds before the look behind a batch that was not full, so that a busy log costs a look per pause and not
   * one per append; none unless given.
   */
  readonly gather?: number;
  /** Milliseconds between two looks while events come. */
  readonly busyPause?: number;
  /** … and while none come. */
  readonly idlePause?: number;
}

/**
 * Follows the log behind a position: batches that are never empty, each event once and in order, until the signal ends
 * it. A read that fails fails the feed: begin a new one behind the last position that was seen.
 */
export async function* followEvents(
  source: FeedSource,
  after: number,
  options: FeedOptions,
): AsyncGenerator<StoredEvent[], void> {
  const { limit, signal, gather = 0, busyPause = 20, idlePause = 500 } = options;
  const alarm = new Alarm();
  const stopListening = source.onAppended(() => alarm.ring());
  const lookPause = new GrowingPause({ first: busyPause, longest: idlePause });
  try {
    let position = after;
    while (!signal.aborted) {
      const { events, isFull } = await source.readPage(position, limit);
      const last = events.at(-1);
      if (last) {
        yield events;
        position = last.position;
        lookPause.reset();
      }
      if (isFull) continue;
      if (last && gather > 0) await pause(gather, signal);
      await alarm.wait(last ? busyPause : lookPause.next(), signal);
    }
  } finally {
    stopListening();
  }
}
