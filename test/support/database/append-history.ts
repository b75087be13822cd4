import { setTimeout as delay } from 'node:timers/promises';
import type { EventLog } from '#event-store/event-log';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';
import { eventToAppend } from './event-to-append.ts';

/** Appends a history to a log in its order; the log assigns new positions and times. */
export async function appendHistory(log: EventLog, history: readonly HistoryEvent[]): Promise<void> {
  for (let at = 0; at < history.length; at += window) {
    await Promise.all(history.slice(at, at + window).map((event) => appendOne(log, event)));
  }
}

/**
 * Appends in flight at once. One process keeps their order, except for a second event of the same stream in one flush,
 * so a small window is both safe and fast.
 */
const window = 500;

/**
 * Appends one event while the database or the network fails: retries until the event is known to be stored exactly
 * once. For an erasure it also destroys the person's key, as the service does. Await it before appending the next event
 * of a history, since a reply needs its parent.
 */
export async function appendPersistently(log: EventLog, event: HistoryEvent): Promise<void> {
  await persist(() => appendOne(log, event));
  const { type, siteId, subjectId } = event;
  if (type === 'AuthorErased') await persist(() => log.eraseSubject(subjectId, siteId));
}

async function persist(attempt: () => Promise<void>): Promise<void> {
  for (const end = performance.now() + 60_000; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > end) throw error;
      await delay(50);
    }
  }
}

async function appendOne(log: EventLog, event: HistoryEvent): Promise<void> {
  const { eventId, type, streamId, subjectId, version } = event;
  const verdict = await log.append({
    streamId,
    expectedVersion: version - 1,
    events: [eventToAppend(event, subjectId, event)],
    idempotency: { scope: 'a history', key: eventId, requestHash: Buffer.from(eventId), result: {} },
  });
  if (verdict.kind !== 'appended' && verdict.kind !== 'replayed')
    throw new Error(`${type} ${version} was not appended: ${verdict.kind}`);
}
