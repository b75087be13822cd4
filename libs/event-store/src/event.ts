export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** An event to be appended. Ids are UUIDs. */
export interface EventToAppend {
  eventId: string;
  type: string;
  schemaVersion: number;
  siteId: string;
  partitionKey: string;
  /** The owner of `personal`; required if `personal` is present. */
  subjectId?: string;
  /**
   * The person that `personal` is about, if not the subject. It is then sealed under both keys, and unreadable once
   * either person is erased.
   */
  aboutId?: string;
  /** Must not contain personal data, because it is kept for ever and is not encrypted. */
  data: JsonObject;
  /** Personal data, encrypted before it leaves the process. */
  personal?: JsonObject;
  meta: JsonObject;
}

/** An event of the log with its personal data still sealed; see EventLog.open. */
export interface StoredEvent {
  /** Its place in the whole log, in the order of commits, with gaps. */
  position: number;
  streamId: string;
  /** Its number in the stream: 1, 2, 3 … */
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
  /** Time by the database's clock. */
  recordedAt: Date;
}

/** A stored event with its personal data decrypted; null if it has none or it was erased. */
export type OpenedEvent = StoredEvent & { personal: JsonObject | null };

/** The fields needed to decrypt an event. */
export type SealedEvent = Pick<StoredEvent, 'position' | 'eventId' | 'type' | 'subjectId' | 'sealed'>;
