import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { HeldTables } from './held-tables.ts';
import { StartupError } from './startup-error.ts';
import { transactionOn } from './transaction.ts';
import { errorOf } from './error-of.ts';
import { errorCode } from './error-code.ts';
import { fitDatabase } from './database-fitness.ts';
import { grantUse } from './grant-use.ts';
import { operatorCommand } from './operator-command.ts';
import { pinSession } from './session-settings.ts';

/**
 * A directory of files `NNNN_name.sql`. Each is one step of the schema and must not change once it was released. A step
 * only adds to the schema, so that older versions go on with it. One that does not begins with a line
 * `-- contracts: <what no version from … on uses>`; older versions then no longer start.
 */
export interface MigrationDirectory {
  readonly module: string;
  readonly directory: string;
}

export interface MigrateOptions {
  /** The setting that contains the URL, for messages. */
  readonly setting?: string;
  /** Called with the session that has the turn, if this one has to wait for it. */
  readonly onWait?: (holder: string) => void;
  /** URL for another user of the same database, who may use all tables but owns none. */
  readonly usedBy?: string;
}

/**
 * Updates a database to the newest schema. Returns the files it applied (`module/NNNN_name.sql`) in order: by number,
 * then by module. Each file runs in a transaction of its own; processes that start together take turns. Throws
 * StartupError if the database does not fit (`fitDatabase`), if a right is missing, or if a file that was applied
 * earlier is missing or was edited.
 */
export async function migrate(
  url: string,
  directories: readonly MigrationDirectory[],
  { setting = 'DATABASE_URL', onWait = () => undefined, usedBy }: MigrateOptions = {},
): Promise<string[]> {
  const migrations = readMigrations(directories);
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // a lost connection fails the running query
  await client.connect();
  try {
    await pinSession(client);
    await takeTurn(client, onWait);
    // A user without the right to create tables may still find that there is nothing to do.
    if (!(await fitDatabase(client, setting)).isInstalled) await client.query(journal);
    const applied = await readJournal(client);
    refuseOtherHistory(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    if (missing.length > 0) await client.query(contractsColumn);
    for (const migration of missing) await apply(client, migration, setting);
    if (usedBy !== undefined) await grantUse(client, usedBy);
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
  /** Older versions cannot run after it. */
  readonly contracts: boolean;
}

/**
 * Advisory locks belong to the whole database, also to other programs in it. Only with two keys does the first one
 * separate ours from theirs. Versions before 0.2 take the lock with one key, so both are taken while such a version may
 * start next to this one.
 */
const turnLocks = [
  { keys: '4206002, 0', shown: '(4206002, 0, 2)' },
  { keys: '4206002', shown: '(0, 4206002, 1)' },
] as const;

/** Takes session locks, which end with the connection. */
async function takeTurn(client: Client, onWait: (holder: string) => void): Promise<void> {
  for (const { keys, shown } of turnLocks) {
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${keys}) as mine`);
    if (rows[0]?.mine === true) continue;
    onWait(await holderOf(client, shown));
    await client.query(`select pg_advisory_lock(${keys})`);
  }
}

/** @param lock how `pg_locks` shows it: class, object and number of keys */
async function holderOf(client: Client, lock: string): Promise<string> {
  const { rows } = await client.query<{ holder: string }>(
    `select concat_ws(' ', 'session', l.pid, a.application_name, 'from ' || coalesce(host(a.client_addr), 'this machine')) as holder
     from pg_locks l left join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and (l.classid, l.objid, l.objsubid) = ${lock} and l.granted
       and l.database = (select oid from pg_database where datname = current_database())`,
  );
  return rows[0]?.holder ?? 'a session that ended meanwhile';
}

export const journalTables: HeldTables = { schema_migrations: { plain: ['name', 'sha256'] } };

const journal = `create table if not exists schema_migrations (
  name text primary key,
  sha256 text not null,
  applied_at timestamptz not null default now()
)`;

/** Journals that older versions created lack it. */
const contractsColumn =
  'alter table schema_migrations add column if not exists contracts boolean not null default false';

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
  const sha256 = createHash('sha256').update(sql).digest('hex');
  return { name: `${module}/${file}`, order, sql, sha256, contracts: sql.startsWith('-- contracts: ') };
}

type Applied = Pick<Migration, 'name' | 'sha256' | 'contracts'>;

async function readJournal(client: Client): Promise<Map<string, Applied>> {
  const { rows } = await client.query<Applied>(
    `select name, sha256, coalesce((to_jsonb(known) ->> 'contracts')::boolean, false) as contracts
     from schema_migrations known`,
  );
  return new Map(rows.map((applied) => [applied.name, applied]));
}

/** Migrations of newer versions are no obstacle unless they contract. */
function refuseOtherHistory(applied: ReadonlyMap<string, Applied>, migrations: readonly Migration[]): void {
  const shipped = new Map(migrations.map(({ name, sha256 }) => [name, sha256]));
  for (const { name, sha256, contracts } of applied.values()) {
    if (!shipped.has(name)) {
      if (!contracts) continue;
      throw new StartupError(
        `this version is too old for the database: migration ${name} of a newer version removed what this one needs. ` +
          'Run that version or a newer one, or restore the backup from before the upgrade',
      );
    }
    if (shipped.get(name) !== sha256)
      throw new StartupError(
        `migration ${name} was edited after it was applied to this database: restore the file, and put the change into a new one`,
      );
  }
}

/**
 * Clauses of `create function` with a parameter of our own, such as `set colloquy.erasing = 'on'`. They need a
 * superuser. Released files with them are left as they are, but run without them: a later migration replaces these
 * functions by ones that set the parameter themselves.
 */
const superuserClauses = /^set [a-z_]+\.[a-z_]+ = .*$/gm;

async function apply(client: Client, { name, sql, sha256, contracts }: Migration, setting: string): Promise<void> {
  try {
    await transactionOn(client, async () => {
      await client.query(sql.replaceAll(superuserClauses, ''));
      await client.query('insert into schema_migrations (name, sha256, contracts) values ($1, $2, $3)', [
        name,
        sha256,
        contracts,
      ]);
    });
  } catch (error) {
    if (errorCode(error) === insufficientPrivilege)
      throw new StartupError(
        `${setting}: migration ${name} needs a right that this user lacks (${errorOf(error).message}): ` +
          `set MIGRATE_DATABASE_URL for the user that owns the tables, and run: ${operatorCommand('migrate')}`,
        { cause: error },
      );
    throw new Error(`migration ${name}: ${errorOf(error).message}`, { cause: error });
  }
}

const insufficientPrivilege = '42501';
