import { InvalidEvent, LogUnavailable, OutcomeUnknown, SubjectErased } from '#event-store/append-errors';
import { isDisconnection } from '#platform/disconnection';
import { errorCode } from '#platform/error-code';
import { type ProblemDocument, problemDocument } from './problem-document.ts';

/** What the log and PostgreSQL can answer, as problems: a database that is away is 503, never 500. */
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
 * PostgreSQL's text holds no U+0000, and no half of a surrogate pair: 22021, 22P05. No question of ours brings one;
 * what was asked did.
 */
const isUnstorable = (error: unknown): boolean => errorCode(error) === '22021' || errorCode(error) === '22P05';

// Class 08: connection; 57: operator intervention; 53: out of resources; 25006: a read-only standby; 42P01, 42703,
// 3F000: no projector has made the read models yet, or not yet those of this version.
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
