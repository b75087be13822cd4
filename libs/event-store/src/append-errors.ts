/** The log could not take an append now. Nothing of it was stored, unless it is an OutcomeUnknown: repeat it later. */
export class LogUnavailable extends Error {
  override readonly name: string = 'LogUnavailable';
}

/** More appends wait than are worth waiting behind. Nothing was stored. */
export class Overloaded extends LogUnavailable {
  override readonly name = 'Overloaded';
}

/**
 * The connection broke while the append was under way: it may have been stored, or not. Repeat it with the same
 * idempotency key.
 */
export class OutcomeUnknown extends LogUnavailable {
  override readonly name = 'OutcomeUnknown';
}

/**
 * The log has given out its last position, 2^53 - 1: it takes no more events, and is read as ever. Nothing was stored.
 */
export class LogFull extends LogUnavailable {
  override readonly name = 'LogFull';
}

/** The request is such that it can never be stored: too large, or with data that PostgreSQL does not take. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
}

/** Personal data of a subject who was erased is not stored again. */
export class SubjectErased extends Error {
  override readonly name = 'SubjectErased';

  constructor(readonly subjectId: string) {
    super(`the personal data of ${subjectId} was erased`);
  }
}
