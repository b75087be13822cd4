import type { RecordedEvent } from '#contracts/event-schemas';
import { erasedAmong } from '#event-store/keys/erased-subjects';
import type { Projection, Transaction } from '#read-models/projection';

/** An event that could be read, and whose keys its personal part was opened with; nobody's where it has none. */
export interface ReadableEvent {
  readonly position: number;
  readonly type: string;
  readonly event: RecordedEvent;
  readonly persons: readonly string[];
}

/**
 * Hands events to projections, in the transaction that writes: nothing else does. Whatever came between opening and
 * writing (a pause, a retry, another partition that brought the erasure first), nothing personal is written of somebody
 * whose key is gone by now, nor what others said about them: those events are applied as a replay would have them. Who
 * is erased later is forgotten by `AuthorErased`, which no projection applies before this transaction ends.
 */
export async function applyPresent(
  transaction: Transaction,
  work: readonly { readonly projection: Projection; readonly events: readonly ReadableEvent[] }[],
): Promise<void> {
  const persons = new Set(work.flatMap(({ events }) => events.flatMap((event) => event.persons)));
  const erased = await erasedAmong(transaction, [...persons]);
  for (const { projection, events } of work) {
    if (events.length > 0) await projection.apply(events.map(without(erased)), transaction);
  }
}

const without =
  (erased: ReadonlySet<string>) =>
  ({ event, persons }: ReadableEvent): RecordedEvent =>
    erased.size > 0 && persons.some((person) => erased.has(person)) ? { ...event, personal: null } : event;
