import type { AppendVerdict } from './append.ts';

/** What the database says of one request of a flush. */
export type FlushAnswer = AppendVerdict | OtherSubjectKey;

/**
 * The request was sealed under keys that are not those in force, which are these; null: the subject was erased. Nothing
 * was stored.
 */
export interface OtherSubjectKey {
  kind: 'other-subject-key';
  inForce: readonly { subjectId: string; wrappedKey: Buffer | null }[];
}

/** Where group commit sends its flushes. */
export interface FlushSink {
  /** Throws, as often as it is asked, while the database is away. A StartupError is for good. */
  connect(): Promise<void>;
  /**
   * Stores a flush, given as JSON, and answers for each request in turn. Throws RefusedData where one of them (it is
   * not known which) cannot be stored, LogUnavailable where none was, and OutcomeUnknown where all or none were.
   */
  flush(requests: readonly string[]): Promise<FlushAnswer[]>;
  close(): Promise<void>;
}

/** A flush failed as a whole because of the data in it. Nothing was stored. */
export class RefusedData extends Error {
  override readonly name = 'RefusedData';
}
