import type { RecordedEvent } from '#contracts/event-schemas';
import { erasedAmong } from '#event-store/keys/erased-subjects';
import type { Projection, Transaction } from '#read-models/projection';

/** A readable event, with the people whose keys opened its personal part; none if it has no personal part. */
export interface ReadableEvent {
  readonly position: number;
  readonly type: string;
  readonly event: RecordedEvent;
  readonly persons: readonly string[];
}

/**
 * Hands events to projections, in the transaction that writes the rows. Nothing else calls `Projection.apply`.
 *
 * Between decryption and this write, an erasure may have happened: during a pause, a retry, or because another
 * partition delivered `AuthorErased` first. So the personal part of every event that was opened with a deleted key is
 * dropped, including what others wrote about that person; a replay would have the same rows. People erased after this
 * transaction are removed by `AuthorErased`, which no projection applies before this transaction ends.
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
