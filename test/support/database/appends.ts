import { v7 as uuidv7 } from 'uuid';
import type { AppendRequest } from '#event-store/appending/append';
import type { EventToAppend } from '#event-store/event';

/** An arbitrary event. */
export function anEvent(differences: Partial<EventToAppend> = {}): EventToAppend {
  return {
    eventId: uuidv7(),
    type: 'CommentPosted',
    schemaVersion: 1,
    siteId: 'default',
    partitionKey: 'default/an-article',
    data: { length: 12 },
    meta: { actor: 'reader' },
    ...differences,
  };
}

/** An event with personal data of its subject. */
export function aPersonalEvent(subjectId: string, body = 'What I think of it'): EventToAppend {
  return anEvent({ subjectId, personal: { body } });
}

/** A request that appends one event to a new stream. */
export function anAppend(differences: Partial<AppendRequest> = {}): AppendRequest {
  return { streamId: uuidv7(), expectedVersion: 0, events: [anEvent()], ...differences };
}

/** An idempotency key with the hash of the request that used it first. */
export function aKey(key: string = uuidv7(), requestHash = 'the request'): NonNullable<AppendRequest['idempotency']> {
  return { scope: 'a caller', key, requestHash: Buffer.from(requestHash), result: { answer: key } };
}
