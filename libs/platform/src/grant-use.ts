import { Client } from 'pg';
import { pinSession } from './session-settings.ts';
import { StartupError } from './startup-error.ts';

/**
 * Lets another user read and write all tables of the installation, also those that this user creates later, such as
 * those of a rebuilt read model. The other user owns nothing, and so cannot create, change or drop tables, nor switch
 * off the triggers that keep the log append-only. Does nothing if both URLs are for the same user.
 * @param owner the session of the user that owns the tables
 * @param usedBy URL for the other user
 * @throws StartupError if the URLs lead to different databases
 */
export async function grantUse(owner: Client, usedBy: string): Promise<void> {
  const [own, other] = [await whoIs(owner), await whoConnects(usedBy)];
  if (own.database !== other.database)
    throw new StartupError('MIGRATE_DATABASE_URL: leads to another database than DATABASE_URL');
  if (own.user === other.user) return;
  const { rows } = await owner.query<{ schema: string }>(
    `select quote_ident(nspname) as schema from pg_namespace
     where nspname = any (current_schemas(false)) or nspowner = current_user::regrole`,
  );
  for (const { schema } of rows) await owner.query(grants(`in schema ${schema}`, schema, other.user));
  await owner.query(later(other.user));
}

interface Identity {
  /** Quoted as an SQL identifier. */
  readonly user: string;
  /** The same for connections to the same database. */
  readonly database: string;
}

async function whoIs(client: Client): Promise<Identity> {
  const { rows } = await client.query<Identity>(
    `select quote_ident(current_user) as user,
       (select oid from pg_database where datname = current_database()) || ' since ' || pg_postmaster_start_time() as database`,
  );
  const [identity] = rows;
  if (!identity) throw new Error('PostgreSQL did not describe the session');
  return identity;
}

async function whoConnects(url: string): Promise<Identity> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // the running statement fails with it, too
  await client.connect();
  try {
    await pinSession(client);
    return await whoIs(client);
  } finally {
    await client.end();
  }
}

const grants = (where: string, schema: string, user: string): string => `
  grant usage on schema ${schema} to ${user};
  grant select, insert, update, delete on all tables ${where} to ${user};
  grant select, usage, update on all sequences ${where} to ${user}`;

const later = (user: string): string => `
  alter default privileges grant usage on schemas to ${user};
  alter default privileges grant select, insert, update, delete on tables to ${user};
  alter default privileges grant select, usage, update on sequences to ${user}`;
