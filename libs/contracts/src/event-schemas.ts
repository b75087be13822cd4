import type { z } from 'zod';
import { articleEvents } from './events/articles.ts';
import { authorEvents } from './events/authors.ts';
import { commentEvents } from './events/comments.ts';
import { likeEvents } from './events/likes.ts';
import { moderationEvents } from './events/moderation.ts';
import { policyEvents } from './events/policies.ts';
import type { EventTopic } from './events/topics.ts';
import { isKeyOf, keysOf } from './keys-of.ts';

/**
 * The declaration of an event: `data` is stored and published in clear, `personal` encrypted with a person's key.
 * `events/event.ts` explains each field.
 */
export type EventSchema = {
  readonly version: number;
  readonly topic: EventTopic;
  readonly description: string;
  readonly data: z.ZodObject;
  readonly example: { readonly data: object; readonly personal?: object };
} & (
  | { readonly personal: z.ZodObject; readonly owner: string; readonly speaksOfAComment: boolean }
  | { readonly personal?: never; readonly owner?: never; readonly speaksOfAComment?: never }
);

/**
 * Every event in its newest version. A newer version replaces its declaration in `events/`, and leaves an upcaster in
 * `upcast.ts`.
 */
export const eventSchemas = {
  ...commentEvents,
  ...moderationEvents,
  ...likeEvents,
  ...articleEvents,
  ...authorEvents,
  ...policyEvents,
} satisfies Record<string, EventSchema>;

export type EventType = keyof typeof eventSchemas;
export const eventTypes = keysOf(eventSchemas);
export const isEventType = (type: string): type is EventType => isKeyOf(eventSchemas, type);

/** The events of a comment's own stream. */
export type CommentEventType = keyof typeof commentEvents | keyof typeof moderationEvents;

type Personal<T extends EventType> = (typeof eventSchemas)[T] extends { personal: infer P extends z.ZodObject }
  ? z.infer<P>
  : never;

/** An event as a decider yields it: facts in clear, and personal data separately, to be encrypted. */
export type DomainEvent<T extends EventType = EventType> = {
  [K in T]: { type: K; data: z.infer<(typeof eventSchemas)[K]['data']> } & ([Personal<K>] extends [never]
    ? { personal?: undefined }
    : { personal?: Personal<K> });
}[T];

/** An event as the log returns it: with its position and the database's time. `personal` is null after an erasure. */
export type RecordedEvent<T extends EventType = EventType> = {
  [K in T]: {
    type: K;
    data: z.infer<(typeof eventSchemas)[K]['data']>;
    personal: [Personal<K>] extends [never] ? null : Personal<K> | null;
    eventId: string;
    siteId: string;
    position: number;
    version: number;
    at: Date;
    meta: Record<string, unknown>;
  };
}[T];
