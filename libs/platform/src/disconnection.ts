/**
 * Whether a connection to PostgreSQL was lost, or could not be had in time, without the server having said so: what the
 * server says has an SQLSTATE, what the system says a code like ECONNRESET, and these have neither. So they are told by
 * their words. These are node-postgres' own, the same in every locale, whatever language the server speaks; the spec
 * provokes each of them, so that a version with other words is noticed.
 */
export const isDisconnection = (error: unknown): boolean =>
  error instanceof Error && !('code' in error) && wordsOfTheDriver.has(error.message);

const wordsOfTheDriver: ReadonlySet<string> = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
]);
