import { type RecordedEvent, eventSchemas } from '#contracts/event-schemas';
import type { EventToAppend, JsonObject } from '#event-store/event';

/** `subjectId`: the person who wrote the personal data of an event. `aboutId`: the person that it is about, if another. */
interface Owners {
  readonly subjectId: string | undefined;
  readonly aboutId?: string | null | undefined;
}

type Told = Pick<RecordedEvent, 'eventId' | 'type' | 'siteId' | 'data' | 'personal'>;

/**
 * Converts an event of a history to the form in which the service appends it.
 * @param authorId partition key for an event that belongs to no article
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
