import { DatabaseError } from 'pg';
import { isDisconnection } from '#platform/disconnection';
import { LogUnavailable } from '#event-store/append-errors';
import { OtherSource } from '#read-models/source-fence';

/** Returns true if a retry can help: the database is unavailable or busy, or resolved a deadlock against us. */
export function isTransient(error: unknown): boolean {
  if (error instanceof LogUnavailable) return true;
  if (error instanceof OtherSource) return true; // the projector with the other source ends soon: see SourceClaim
  const code = codeOf(error);
  if (code !== undefined) return transientStates.test(code) || transientSystemErrors.has(code);
  return isDisconnection(error);
}

// 08 connection, 53 resources, 57 operator intervention, 40001/40P01 races, 55P03 lock timeout, 25P03/4 idle timeouts
const transientStates = /^(?:08|53|57)...$|^(?:40001|40P01|55P03|25P03|25P04)$/;
const transientSystemErrors = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EMFILE', 'ENFILE', 'ENOENT'], // ENOENT: the socket of a stopped server
]);

/** Returns true if another transaction blocked ours until it gave up: the same work succeeds on a retry. */
export const isConflict = (error: unknown): boolean => /^(?:40001|40P01|55P03)$/.test(codeOf(error) ?? '');

/**
 * Describes an error and its place without data of any event. Messages are left out, because PostgreSQL and libraries
 * quote values in them.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof DatabaseError) {
    const { code, schema, table, column, constraint, routine } = error;
    const place = [schema, table, column, constraint].filter(Boolean).join('.');
    return `PostgreSQL ${code}${place && ` at ${place}`}${routine ? ` (${routine})` : ''}`;
  }
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const frame = /at .*?([\w.-]+:\d+):\d+\)?$/m.exec(error.stack ?? '')?.[1];
  return `${error.name}${frame ? ` at ${frame}` : ''}`;
}

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
