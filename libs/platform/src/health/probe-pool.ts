import type { Pool } from 'pg';
import { survivingPool } from '../postgres.ts';

/** Milliseconds for a statement of a check, which has not much longer itself. */
const statementMs = 750;
/** Milliseconds. */
const connectMs = 2500;

/**
 * Connections of the checks, at most three, which close when they are not used. They are not taken from the service's
 * own, so that a lock that blocks checks takes none from readers.
 */
export const probePool = ({ options }: Pool): Pool =>
  survivingPool({
    ...options,
    max: 3,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    application_name: 'colloquy health',
  });
