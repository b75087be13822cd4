import { setTimeout as delay } from 'node:timers/promises';
import type { EventLog } from '#event-store/event-log';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';
import { eventToAppend } from './event-to-append.ts';

/** Appends a history to a log, in its order; positions and times become the log's own. */
export async function appendHistory(log: EventLog, history: readonly HistoryEvent[]): Promise<void> {
  for (let at = 0; at < history.length; at += window) {
    await Promise.all(history.slice(at, at + window).map((event) => appendOne(log, event)));
  }
}

/**
 * Appends of one process keep their order, but for a stream's second event in a flush: so a small window is safe, and
 * fast.
 */
const window = 500;

/**
 * Appends one event while the database, or the way there, is harmed: tries until it is known to be stored, once. Erases
 * whoever it erases, as the service does. The next one of a history waits for this one: nobody answers a comment that
 * is not there yet.
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
