import { type DomainEvent, eventSchemas } from '#contracts/event-schemas';
import { personalOwnerOf, speaksOfAComment } from '#contracts/personal-owner';
import type { EventToAppend, JsonObject } from '#event-store/event';
import { validateEvent } from '#contracts/upcast';
import { newId } from '#platform/new-id';

/** The context of an event: its site, its key, its actor. The same for all events of one command. */
export interface StreamPlace {
  readonly siteId: string;
  /** The record's key in Kafka. Events with the same key stay in order. */
  readonly partitionKey: string;
  /** The author of the comment that the events are about. Others' words about it are sealed under their key as well. */
  readonly commentAuthorId?: string | undefined;
  readonly actor: { kind: 'author' | 'guest' | 'moderator' | 'service' | 'system'; id: string | null };
  readonly traceparent?: string | undefined;
}

export const articleKey = (site: string, articleId: string): string => `${site}/${articleId}`;
export const authorKey = (site: string, authorId: string): string => `${site}/${authorId}`;

/** Prepares an event for the log: with id and version, validated against its schema, personal data with its owner. */
export const toAppend = (event: DomainEvent, place: StreamPlace): EventToAppend => {
  validateEvent(event);
  const meta: JsonObject = { actor: place.actor.kind, actorId: place.actor.id };
  if (place.traceparent !== undefined) meta['traceparent'] = place.traceparent;
  return {
    eventId: newId(),
    type: event.type,
    schemaVersion: eventSchemas[event.type].version,
    siteId: place.siteId,
    partitionKey: place.partitionKey,
    data: event.data,
    meta,
    ...(event.personal && sealedParts(event, place)),
  };
};

/** Returns the person erased by one of these events, if any. Appending it drops the person's key. */
export function erasedBy(
  events: readonly DomainEvent[],
  { siteId }: StreamPlace,
): { erases?: { subjectId: string; siteId: string } } {
  const erasure = events.find((event) => event.type === 'AuthorErased');
  return erasure ? { erases: { subjectId: erasure.data.authorId, siteId } } : {};
}

function sealedParts(event: DomainEvent, { commentAuthorId }: StreamPlace) {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- validated, so JSON; its type allows fields that are undefined
  const personal = event.personal as unknown as JsonObject;
  const parts = { subjectId: ownerOf(event), personal };
  if (!speaksOfAComment(event.type)) return parts;
  if (commentAuthorId === undefined)
    throw new Error(`${event.type} needs commentAuthorId: its words are sealed for the comment's author`);
  return { ...parts, aboutId: commentAuthorId };
}

function ownerOf(event: DomainEvent): string {
  const owner = personalOwnerOf(event);
  if (owner === undefined) throw new Error(`${event.type} holds no personal data`);
  return owner;
}
