import { InvalidEvent, LogUnavailable, OutcomeUnknown, SubjectErased } from '#event-store/append-errors';
import { isDisconnection } from '#platform/disconnection';
import { errorCode } from '#platform/error-code';
import { type ProblemDocument, problemDocument } from './problem-document.ts';

/** Maps errors of the log and of PostgreSQL to problems. An unavailable database is 503, not 500. */
export function storeProblem(error: unknown): ProblemDocument | undefined {
  if (error instanceof OutcomeUnknown) return problemDocument('outcome-unknown');
  if (error instanceof LogUnavailable) return problemDocument('unavailable');
  if (error instanceof SubjectErased) return problemDocument('author-erased');
  if (error instanceof InvalidEvent)
    return problemDocument('malformed-request', { detail: 'The text cannot be stored.' });
  if (isUnstorable(error))
    return problemDocument('malformed-request', { detail: 'There is a character that no text can have.' });
  return isConnectionTrouble(error) ? problemDocument('unavailable') : undefined;
}

/**
 * True for SQLSTATE 22021 and 22P05: PostgreSQL's text type cannot hold U+0000 or lone surrogates. Our statements
 * contain none, so they come from the request.
 */
const isUnstorable = (error: unknown): boolean => errorCode(error) === '22021' || errorCode(error) === '22P05';

// Class 08: connection; 57: operator intervention; 53: out of resources; 25006: a read-only standby; 42P01, 42703,
// 3F000: no projector has created the read models yet, or not those of this version.
const unavailableStates = /^(08|57|53)|^(25006|42P01|42703|3F000)$/;
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  'ENOENT', // of a server's socket
]);

function isConnectionTrouble(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isConnectionTrouble);
  const code = errorCode(error) ?? '';
  return socketCodes.has(code) || unavailableStates.test(code) || isDisconnection(error);
}
