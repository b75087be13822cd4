/**
 * Returns true if a connection to PostgreSQL was lost, or could not be opened in time, without an error from the server
 * or the system. Server errors have an SQLSTATE and system errors a code like ECONNRESET; these have neither, so they
 * are recognised by their messages. The messages are node-postgres' own and do not depend on the server's language. The
 * spec provokes each of them, so a version with other messages is noticed.
 */
export const isDisconnection = (error: unknown): boolean =>
  error instanceof Error && !('code' in error) && driverMessages.has(error.message);

const driverMessages: ReadonlySet<string> = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
]);
