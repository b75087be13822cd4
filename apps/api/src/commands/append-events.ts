import { type DomainEvent, eventSchemas } from '#contracts/event-schemas';
import { personalOwnerOf, speaksOfAComment } from '#contracts/personal-owner';
import type { EventToAppend, JsonObject } from '#event-store/event';
import { validateEvent } from '#contracts/upcast';
import { newId } from '#platform/new-id';

/** Where an event belongs and who caused it; the same for all events of one command. */
export interface StreamPlace {
  readonly siteId: string;
  /** The record's key in Kafka: what must stay in order together. */
  readonly partitionKey: string;
  /** Of the comment that the events are about; what others write about it is sealed under this person's key, too. */
  readonly commentAuthorId?: string | undefined;
  readonly actor: { kind: 'author' | 'guest' | 'moderator' | 'service' | 'system'; id: string | null };
  readonly traceparent?: string | undefined;
}

export const articleKey = (site: string, articleId: string): string => `${site}/${articleId}`;
export const authorKey = (site: string, authorId: string): string => `${site}/${authorId}`;

/** Events as the log takes them: named, versioned, validated against their schema, personal data under its owner. */
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

/** Whom one of these events erases, if any does: the key goes with it. */
export function whomTheyErase(
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
    throw new Error(`whose comment is ${event.type} about? It must be sealed for them`);
  return { ...parts, aboutId: commentAuthorId };
}

function ownerOf(event: DomainEvent): string {
  const owner = personalOwnerOf(event);
  if (owner === undefined) throw new Error(`${event.type} holds no personal data`);
  return owner;
}
