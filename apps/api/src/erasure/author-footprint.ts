import { isEventType } from '#contracts/event-schemas';
import { topicOf } from '#contracts/cloud-event';
import type { EventLog } from '#event-store/event-log';
import type { OpenedEvent } from '#event-store/event';

/** One person's events in the log, counted. */
export interface Footprint {
  /** Events that the person caused or that are about them. */
  events: number;
  /** Of these: events with data that is or was sealed under the person's key. */
  withPersonalData: number;
  /** Of these: events that can be decrypted now. */
  readable: number;
  flagNotes: number;
  readonly commentIds: string[];
  /** Events by the topic they are published to, without the prefix. */
  readonly topics: Map<string, number>;
}

/** Finds a person's events by index and tries to decrypt each, so that the count is proved and not assumed. */
export async function footprintOf(log: EventLog, authorId: string): Promise<Footprint> {
  const found: Footprint = {
    events: 0,
    withPersonalData: 0,
    readable: 0,
    flagNotes: 0,
    commentIds: [],
    topics: new Map(),
  };
  for await (const events of log.eventsAbout(authorId))
    for (const event of await log.open(events)) add(found, event, authorId);
  return found;
}

function add(found: Footprint, event: OpenedEvent, authorId: string): void {
  found.events += 1;
  if (isEventType(event.type)) {
    const topic = topicOf(event.type);
    found.topics.set(topic, (found.topics.get(topic) ?? 0) + 1);
  }
  if (event.type === 'CommentPosted' && event.data['authorId'] === authorId) found.commentIds.push(event.streamId);
  if (event.subjectId !== authorId) return;
  found.withPersonalData += 1;
  if (event.personal !== null) found.readable += 1;
  if (event.type === 'CommentFlagged') found.flagNotes += 1;
}
