import type { Client } from 'pg';
import { journalSchemas } from './session-settings.ts';
import { StartupError } from './startup-error.ts';

const oldest = 15;

/**
 * Checks what an installation needs from its database: version, encoding, and a schema to create tables in, which it
 * then uses for this session. An installed database keeps its schema. Otherwise it is the first of the `search_path`
 * if the user may create tables there, or else the schema `colloquy`, created if it is missing.
 * @param setting the setting that contains the URL, for messages
 * @throws StartupError
 */
export async function fitDatabase(client: Client, setting: string): Promise<{ readonly isInstalled: boolean }> {
  const { rows } = await client.query<Fitness>(fitness);
  const [found] = rows;
  if (!found) throw new Error('PostgreSQL did not describe the database');
  if (found.version < oldest)
    throw new StartupError(`${setting}: this is PostgreSQL ${found.version}: version ${oldest} or later is needed`);
  if (found.encoding !== 'UTF8')
    throw new StartupError(
      `${setting}: the database ${found.database} has the encoding ${found.encoding}, but comments need UTF8: ` +
        `create it with: create database ${found.database} encoding 'UTF8' template template0`,
    );
  if (found.installed !== null) return { isInstalled: true };
  if (!found.may_create_schemas) throw new StartupError(missing(setting, found));
  if (!found.may_create_tables) await useOwnSchema(client, setting, found);
  return { isInstalled: false };
}

interface Fitness {
  readonly version: number;
  readonly encoding: string;
  /** Quoted as an SQL identifier, like `role`. */
  readonly database: string;
  readonly role: string;
  /** The schema that contains an installation. */
  readonly installed: string | null;
  readonly may_create_schemas: boolean;
  /** In the first schema of the search path. */
  readonly may_create_tables: boolean;
  /** The state of the schema `colloquy`; null if it does not exist. */
  readonly may_create_in_own: boolean | null;
}

const fitness = `
  select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding,
    quote_ident(current_database()) as database, quote_ident(current_user) as role,
    (select schema from (${journalSchemas}) found limit 1) as installed,
    has_database_privilege(current_database(), 'create') as may_create_schemas,
    coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_create_tables,
    (select has_schema_privilege(oid, 'create') from pg_namespace where nspname = 'colloquy') as may_create_in_own`;

/** The service keeps each read model in a schema of its own, so this right is needed in any case. */
const missing = (setting: string, { role, database }: Fitness): string =>
  `${setting}: the user ${role} may not create schemas in the database ${database}: ` +
  `as its owner, run: grant create on database ${database} to ${role}` +
  (setting === 'DATABASE_URL' ? ', or set MIGRATE_DATABASE_URL for a user who may' : '');

async function useOwnSchema(client: Client, setting: string, { role, may_create_in_own }: Fitness): Promise<void> {
  if (may_create_in_own === false)
    throw new StartupError(
      `${setting}: the user ${role} may not create tables in the schema colloquy: ` +
        `as its owner, run: grant create, usage on schema colloquy to ${role}`,
    );
  await client.query('create schema if not exists colloquy');
  await client.query(`select set_config('search_path', 'colloquy', false)`);
}
