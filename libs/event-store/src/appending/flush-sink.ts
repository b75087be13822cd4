import type { AppendVerdict } from './append.ts';

/** The database's answer to one request of a flush. */
export type FlushAnswer = AppendVerdict | OtherSubjectKey;

/**
 * The request was sealed under keys that are not in force. `inForce` has the current ones; null: the subject was
 * erased. Nothing was stored.
 */
export interface OtherSubjectKey {
  kind: 'other-subject-key';
  inForce: readonly { subjectId: string; wrappedKey: Buffer | null }[];
}

/** The destination of group commit's flushes. */
export interface FlushSink {
  /** @throws while the database is unavailable; calling it again retries. A StartupError is final. */
  connect(): Promise<void>;
  /**
   * Stores a flush, given as JSON, and returns one answer per request, in order.
   * @throws RefusedData if one request, it is unknown which, cannot be stored; LogUnavailable if nothing was stored;
   * OutcomeUnknown if all or nothing was stored
   */
  flush(requests: readonly string[]): Promise<FlushAnswer[]>;
  close(): Promise<void>;
}

/** A flush failed as a whole because of data in it. Nothing was stored. */
export class RefusedData extends Error {
  override readonly name = 'RefusedData';
}
