import type { EventLog } from '#event-store/event-log';
import type { StoredEvent } from '#event-store/event';
import type { RecordedEvent } from '#contracts/event-schemas';
import { parseRecorded } from '#contracts/upcast';

/** Parses stored events without decrypting personal data, which deciders do not need. */
export const recorded = (events: readonly StoredEvent[]): RecordedEvent[] =>
  events.flatMap((event) => toRecorded({ ...event, personal: null }) ?? []);

/** Parses stored events and decrypts their personal data, which is null if the person was erased. */
export const recordedAndOpened = async (
  log: Pick<EventLog, 'open'>,
  events: readonly StoredEvent[],
): Promise<RecordedEvent[]> => (await log.open([...events])).flatMap((event) => toRecorded(event) ?? []);

function toRecorded(event: Parameters<typeof parseRecorded>[0]): RecordedEvent | undefined {
  return parseRecorded(event);
}
