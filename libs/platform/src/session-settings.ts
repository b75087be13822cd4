import type { ClientBase } from 'pg';

/** Time limits in milliseconds. 0, the default, is no limit. */
export interface TimeLimits {
  readonly statement_timeout?: number;
  readonly idle_in_transaction_session_timeout?: number;
}

/**
 * Gives a session the settings that answers depend on, whatever the server, `ALTER DATABASE … SET` or `ALTER ROLE … SET`
 * prescribe. Call it right after connecting, not in the connection request, because poolers refuse requests with
 * settings. `search_path` becomes the schema of the installation, if there is one already. Servers that lack a setting
 * keep it out.
 */
export async function pinSession(
  client: Pick<ClientBase, 'query'>,
  { statement_timeout = 0, idle_in_transaction_session_timeout = 0 }: TimeLimits = {},
): Promise<void> {
  const settings = Object.entries({ ...pinned, statement_timeout, idle_in_transaction_session_timeout });
  await client.query(pin, [settings.map(([name]) => name), settings.map(([, value]) => String(value))]);
}

/** The client encoding is missing, because node-postgres requests UTF8 itself. */
const pinned = {
  // Read by the parsers of node-postgres and by our own.
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: 1,
  // Read by PostgreSQL when it runs our statements.
  TimeZone: 'UTC',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  standard_conforming_strings: 'on',
  backslash_quote: 'safe_encoding',
  transform_null_equals: 'off',
  array_nulls: 'on',
  // Limits for interactive users would end rebuilds, migrations and locks that last.
  lock_timeout: 0,
  idle_session_timeout: 0,
  transaction_timeout: 0,
};

/** SQL: the schemas that contain the journal of an installation, the one that the session would use first. */
export const journalSchemas = `
  select n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relname = 'schema_migrations' and c.relkind = 'r'
    and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'sha256')
  order by n.nspname = any (current_schemas(false)) desc, c.oid`;

const pin = `
  select set_config(name, setting, false)
  from (
    select * from unnest($1::text[], $2::text[]) given (name, setting)
    union all (select 'search_path', quote_ident(schema) from (${journalSchemas}) found limit 1)
  ) own (name, setting)
  where current_setting(name, true) is not null`;
