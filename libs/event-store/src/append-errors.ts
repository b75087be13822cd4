/** The log cannot store an append now. Nothing was stored, unless it is an OutcomeUnknown. Retry later. */
export class LogUnavailable extends Error {
  override readonly name: string = 'LogUnavailable';
}

/** Too many appends are waiting. Nothing was stored. */
export class Overloaded extends LogUnavailable {
  override readonly name = 'Overloaded';
}

/**
 * The connection broke during the append, which may or may not have been stored. Retry with the same idempotency key.
 */
export class OutcomeUnknown extends LogUnavailable {
  override readonly name = 'OutcomeUnknown';
}

/**
 * The log has used its last position, 2^53 - 1. It stores no more events, but can still be read. Nothing was stored.
 */
export class LogFull extends LogUnavailable {
  override readonly name = 'LogFull';
}

/** The request can never be stored: it is too large, or has data that PostgreSQL rejects. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
}

/** The subject was erased, so their personal data is not stored again. */
export class SubjectErased extends Error {
  override readonly name = 'SubjectErased';

  constructor(readonly subjectId: string) {
    super(`the subject ${subjectId} was erased: their personal data is not stored`);
  }
}
