import { type RecordedEvent, eventSchemas } from '#contracts/event-schemas';
import type { EventToAppend, JsonObject } from '#event-store/event';

/** Whose words an event holds, and about whom, where they are about somebody else. */
interface Owners {
  readonly subjectId: string | undefined;
  readonly aboutId?: string | null | undefined;
}

type Told = Pick<RecordedEvent, 'eventId' | 'type' | 'siteId' | 'data' | 'personal'>;

/**
 * An event of a history as the service would append it. @param authorId names the stream's partition where the event is
 * of no article
 */
export function eventToAppend(event: Told, authorId: string, { subjectId, aboutId }: Owners): EventToAppend {
  const { eventId, type, siteId, data, personal } = event;
  const key = 'articleId' in data ? data.articleId : authorId;
  return {
    eventId,
    type,
    siteId,
    schemaVersion: eventSchemas[type].version,
    partitionKey: `${siteId}/${key}`,
    data,
    meta: {},
    ...(personal && subjectId !== undefined && { subjectId, personal: personal as JsonObject }),
    ...(personal && typeof aboutId === 'string' && { aboutId }),
  };
}
