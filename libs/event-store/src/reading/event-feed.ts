import { Alarm } from '#platform/alarm';
import { pause } from '#platform/pause';
import { GrowingPause } from '#platform/retry';
import type { StoredEvent } from '../event.ts';
import type { EventPage } from './event-reader.ts';

/** The source of a feed: an EventLog. */
export interface FeedSource {
  readPage(position: number, limit: number): Promise<EventPage>;
  /** Calls back after an append of this process. Those of other processes are found by polling. */
  onAppended(listener: () => void): () => void;
}

export interface FeedOptions {
  /** Maximum number of events in a batch. */
  readonly limit: number;
  /** Ends the feed, at once if it is waiting. */
  readonly signal: AbortSignal;
  /**
   * Milliseconds to wait before reading on after a batch that was not full, so that a busy log costs one query per
   * pause instead of one per append. Default: none.
   */
  readonly gather?: number;
  /** Milliseconds between two reads while there are events. */
  readonly busyPause?: number;
  /** Longest pause while there are none. */
  readonly idlePause?: number;
}

/**
 * Follows the log after a position until the signal ends it. Yields non-empty batches, each event once and in order. If
 * a read fails, the feed fails: start a new one after the last position received.
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
