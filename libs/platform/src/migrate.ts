import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { HeldTables } from './held-tables.ts';
import { StartupError } from './startup-error.ts';
import { transactionOn } from './transaction.ts';
import { errorOf } from './error-of.ts';

/** A directory of files `NNNN_name.sql`. Each is one step of the schema and must not change once it was released. */
export interface MigrationDirectory {
  readonly module: string;
  readonly directory: string;
}

/**
 * Updates a database to the newest schema. Returns the files it applied (`module/NNNN_name.sql`) in order: by number,
 * then by module. Each file runs in a separate transaction; processes that start together take turns. Throws
 * StartupError if a file that was applied earlier is missing or was edited.
 */
export async function migrate(url: string, directories: readonly MigrationDirectory[]): Promise<string[]> {
  const migrations = readMigrations(directories);
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // a lost connection fails the running query
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [turnLock]); // a session lock, which ends with the connection
    await client.query(journal);
    const applied = await readJournal(client);
    refuseOtherHistory(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

interface Migration {
  readonly name: string;
  readonly order: string;
  readonly sql: string;
  readonly sha256: string;
}

const turnLock = 4_206_002;

export const journalTables: HeldTables = { schema_migrations: { plain: ['name', 'sha256'] } };

const journal = `create table if not exists schema_migrations (
  name text primary key,
  sha256 text not null,
  applied_at timestamptz not null default now()
)`;

function readMigrations(directories: readonly MigrationDirectory[]): Migration[] {
  return directories
    .flatMap(({ module, directory }) => sqlFiles(directory).map((file) => readMigration(module, directory, file)))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1));
}

const sqlFiles = (directory: string): string[] => readdirSync(directory).filter((file) => file.endsWith('.sql'));

function readMigration(module: string, directory: string, file: string): Migration {
  if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    throw new Error(`${join(directory, file)}: expected a file name like NNNN_name.sql`);
  const sql = readFileSync(join(directory, file), 'utf8');
  const order = `${file.slice(0, 4)} ${module} ${file}`;
  return { name: `${module}/${file}`, order, sql, sha256: createHash('sha256').update(sql).digest('hex') };
}

async function readJournal(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migrations');
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

function refuseOtherHistory(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const shipped = new Map(migrations.map(({ name, sha256 }) => [name, sha256]));
  for (const [name, sha256] of applied) {
    if (!shipped.has(name))
      throw new StartupError(
        `the database has migration ${name}, which this version does not know: run the newer version that applied it`,
      );
    if (shipped.get(name) !== sha256)
      throw new StartupError(
        `migration ${name} was edited after it was applied to this database: restore the file, and put the change into a new one`,
      );
  }
}

async function apply(client: Client, { name, sql, sha256 }: Migration): Promise<void> {
  try {
    await transactionOn(client, async () => {
      await client.query(sql);
      await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [name, sha256]);
    });
  } catch (error) {
    throw new Error(`migration ${name}: ${errorOf(error).message}`, { cause: error });
  }
}
