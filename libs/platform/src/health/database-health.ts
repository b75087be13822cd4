import type { Pool } from 'pg';
import { Health, type HealthCheck } from './health.ts';

/**
 * The health of a process that uses a database.
 * @param pool the process's own connections
 * @param probes the connections of the checks
 */
export function databaseHealth(pool: Pool, probes: Pool, checks: readonly HealthCheck[]): Health {
  // If the server has no connection left for the checks, those that the process has may still do.
  const isReachable = () => probes.query('select').catch(() => pool.query('select'));
  return new Health(isReachable, [connections(pool), ...checks]);
}

const connections = (pool: Pool): HealthCheck => ({
  name: 'connections',
  read: async () => {
    await pool.query('select');
    return {};
  },
  otherwise: {
    code: 'connections-busy',
    message: 'No connection of this process to PostgreSQL became free: look for slow queries and locks.',
  },
});
