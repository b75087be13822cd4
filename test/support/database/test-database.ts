import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { until } from '../time/until.ts';

/** A database that only one suite uses. */
export interface TestDatabase {
  readonly url: string;
  /** See `dropDatabase`. */
  drop(): Promise<void>;
}

/** Names that the global setup and the suites share. */
export const serverUrlVariable = 'COLLOQUY_TEST_POSTGRES';
export const templateDatabase = 'colloquy_template';

/**
 * Creates a database with all migrations applied on the server of this run. Create one for each suite in `beforeAll`,
 * and `drop` it in `afterAll`.
 * @param template URL of a database to copy; there must be no connections to it
 */
export async function createTestDatabase(template?: string): Promise<TestDatabase> {
  const server = testServer();
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

/** The URL of the server of this run, for its superuser. */
export function testServer(): string {
  const server = process.env[serverUrlVariable];
  if (server === undefined)
    throw new Error('this run has no PostgreSQL: npm test and npx jest start one, the pure specs run without');
  return server;
}

/**
 * Drops a database if it exists. A pool ends before PostgreSQL has closed its sessions, so the sessions get 5 s to end.
 * Sessions that remain are terminated, and a warning reports them.
 */
export async function dropDatabase(server: string, name: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await until(`${name} has no sessions`, async () => (await sessionsIn(client, name)) === 0, 5_000).catch(warn);
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

/** The URL of another database on the same server. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

/** Runs one statement on a new connection. */
export async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
