import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { until } from '../time/until.ts';

/** A database of a suite's own. */
export interface TestDatabase {
  readonly url: string;
  /** See `dropDatabase`. */
  drop(): Promise<void>;
}

/** What the global setup and the suites agree on. */
export const serverUrlVariable = 'COLLOQUY_TEST_POSTGRES';
export const templateDatabase = 'colloquy_template';

/**
 * A new database with every migration applied, on the run's server. One for each suite: `beforeAll`, and `drop` in
 * `afterAll`.
 * @param template the URL of one to copy, which nobody may be connected to
 */
export async function createTestDatabase(template?: string): Promise<TestDatabase> {
  const server = process.env[serverUrlVariable];
  if (server === undefined)
    throw new Error('there is no PostgreSQL in this run: npm test and npx jest start one, the pure specs do without');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(
    server,
    `create database ${name} template ${template === undefined ? templateDatabase : new URL(template).pathname.slice(1)}`,
  );
  return {
    url: withDatabase(server, name),
    drop: () => dropDatabase(server, name),
  };
}

/**
 * Drops a database, if it is there. Whoever just left it may still be on the way out, as PostgreSQL sees it: a pool
 * ends before its sessions do. They get five seconds; only who stays is cut, and told of.
 */
export async function dropDatabase(server: string, name: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await until(`nobody uses ${name} any more`, async () => (await sessionsIn(client, name)) === 0, 5_000).catch(warn);
    await client.query(`drop database if exists ${name} with (force)`);
  } finally {
    await client.end();
  }
}

async function sessionsIn(client: Client, database: string): Promise<number> {
  const { rowCount } = await client.query(
    `select from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
    [database],
  );
  return rowCount ?? 0;
}

const warn = ({ message }: Error): void => console.warn(message);

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

/** Runs one statement on a connection of its own. */
export async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
