import type { DomainEvent, EventType } from '../event-schemas.ts';

/**
 * What an event says in clear: all that these rules read. Decided events, those of the log and those of a topic have
 * it.
 */
export type Said<T extends EventType = EventType> = {
  [K in T]: { readonly type: K; readonly data: DomainEvent<K>['data'] };
}[T];

/** An event out of an answer of the service, whose types are those of JSON. */
export interface JsonEvent {
  readonly type: string;
  readonly eventId: string;
  readonly data: Readonly<Record<string, unknown>>;
}
