import type { DomainEvent, EventType } from '../event-schemas.ts';

/**
 * The type of an event and its data in clear: everything that these rules read. Decided events, events of the log and
 * events of a topic all match it.
 */
export type ClearEvent<T extends EventType = EventType> = {
  [K in T]: { readonly type: K; readonly data: DomainEvent<K>['data'] };
}[T];

/** An event in an answer of the service, with the types of JSON. */
export interface JsonEvent {
  readonly type: string;
  readonly eventId: string;
  readonly data: Readonly<Record<string, unknown>>;
}
