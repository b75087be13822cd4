export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** An event on its way into the log. Ids are UUIDs. */
export interface EventToAppend {
  eventId: string;
  type: string;
  schemaVersion: number;
  siteId: string;
  partitionKey: string;
  /** Whose personal data `personal` is; required where `personal` is present. */
  subjectId?: string;
  /**
   * Whom `personal` is about, where that is not the subject: sealed under both keys, it is unreadable once either of
   * them is erased.
   */
  aboutId?: string;
  /** No personal data: it stays for ever, and travels in clear. */
  data: JsonObject;
  /** Personal data, sealed before it leaves the process. */
  personal?: JsonObject;
  meta: JsonObject;
}

/** An event of the log, its personal data still sealed: see EventLog.open. */
export interface StoredEvent {
  /** Its place in the whole log: in the order of commits, with gaps. */
  position: number;
  streamId: string;
  /** Its place in the stream: 1, 2, 3 … */
  version: number;
  eventId: string;
  type: string;
  schemaVersion: number;
  siteId: string;
  partitionKey: string;
  subjectId: string | null;
  data: JsonObject;
  sealed: Buffer | null;
  meta: JsonObject;
  /** The database's clock. */
  recordedAt: Date;
}

/** A stored event with its personal data in clear; null where there was none, or it was erased. */
export type OpenedEvent = StoredEvent & { personal: JsonObject | null };

/** What opening an event needs to know of it, wherever it was read. */
export type SealedEvent = Pick<StoredEvent, 'position' | 'eventId' | 'type' | 'subjectId' | 'sealed'>;
