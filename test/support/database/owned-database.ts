import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { dropDatabase, type TestDatabase, testServer, withDatabase } from './test-database.ts';

export interface OwnedDatabase extends TestDatabase {
  readonly owner: string;
  /** The URL for the server's superuser. */
  readonly superuserUrl: string;
}

interface OwnedDatabaseOptions {
  /** Statements that the superuser runs in the database, with `$owner` for the owner. */
  readonly prepared?: readonly string[];
  /** Further clauses of `create database`. */
  readonly clauses?: string;
}

/** Creates an empty database without migrations. Its owner is a new user with a password, and no superuser. */
export async function createOwnedDatabase({
  prepared = [],
  clauses = '',
}: OwnedDatabaseOptions = {}): Promise<OwnedDatabase> {
  const server = testServer();
  const owner = `test_${randomUUID().replaceAll('-', '')}`;
  await executeAll(server, [
    `create role ${owner} login password 'ordinary'`,
    `create database ${owner} owner ${owner} ${clauses}`,
  ]);
  const superuserUrl = withDatabase(server, owner);
  await executeAll(
    superuserUrl,
    prepared.map((sql) => sql.replaceAll('$owner', owner)),
  );
  return {
    owner,
    superuserUrl,
    url: withUser(superuserUrl, owner),
    drop: async () => {
      await dropDatabase(server, owner);
      await executeAll(server, [`drop role ${owner}`]);
    },
  };
}

/** The same database, for another user with the password `ordinary`. */
export function withUser(url: string, user: string): string {
  const other = new URL(url);
  [other.username, other.password] = [user, 'ordinary'];
  return other.href;
}

export async function executeAll(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}
