import type { EventLog } from '#event-store/event-log';
import type { StoredEvent } from '#event-store/event';
import type { RecordedEvent } from '#contracts/event-schemas';
import { parseRecorded } from '#contracts/upcast';

/** Stored events as the rules know them, without what is sealed: deciders never need a person's words. */
export const recorded = (events: readonly StoredEvent[]): RecordedEvent[] =>
  events.flatMap((event) => toRecorded({ ...event, personal: null }) ?? []);

/** The same with what is sealed opened; null where the person was erased. */
export const recordedAndOpened = async (
  log: Pick<EventLog, 'open'>,
  events: readonly StoredEvent[],
): Promise<RecordedEvent[]> => (await log.open([...events])).flatMap((event) => toRecorded(event) ?? []);

function toRecorded(event: Parameters<typeof parseRecorded>[0]): RecordedEvent | undefined {
  return parseRecorded(event);
}
