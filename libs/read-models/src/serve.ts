import { schemaOf } from './generations.ts';
import type { Transaction } from './projection.ts';

/** A view for readers, and the schema of the table that it shows. */
interface View {
  readonly name: string;
  readonly schema: string;
}

/**
 * Points the views for readers at the serving generations when the transaction commits. Views in use are neither locked
 * nor changed: if one must show another table, a new set of views takes over the schema's name, and the old set is
 * renamed and dropped later. PostgreSQL then resolves the names again, also those of prepared statements. So readers do
 * not wait for this, and this does not wait for a dump that holds the views for hours.
 */
export async function serve(transaction: Transaction): Promise<void> {
  await lockViews(transaction);
  const wanted = await servingTables(transaction);
  const shown = new Map((await viewsIn(transaction, 'read')).map(({ name, schema }) => [name, schema]));
  const missing = wanted.filter(({ name }) => !shown.has(name));
  const isKept = wanted.length === shown.size + missing.length;
  if (isKept && wanted.every(({ name, schema }) => (shown.get(name) ?? schema) === schema)) {
    if (missing.length > 0) await transaction.query(missing.map(viewOf('read')).join(';'));
    return;
  }
  await transaction.query(['create schema read_next', ...wanted.map(viewOf('read_next'))].join(';'));
  await copyGrants(transaction);
  const { rows } = await transaction.query<{ id: string }>('select pg_current_xact_id()::text as id');
  await transaction.query(
    `alter schema read rename to ${retiredPrefix}${rows[0]?.id}; alter schema read_next rename to read`,
  );
}

/**
 * Serialises changes of the serving generations and of the views until the transaction ends. Readers do not take this
 * lock.
 */
export async function lockViews(transaction: Transaction): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [viewsLock]);
}

/** Returns the sets of views that are no longer in use. Statements or dumps that began earlier may still hold them. */
export async function retiredViews(transaction: Transaction): Promise<string[]> {
  const { rows } = await transaction.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname ~ '^${retiredPrefix}[0-9]+$' order by oid`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Drops a set of views, and nothing that others created.
 * @throws DatabaseError 55P03 while a view is locked, 2BP01 while another view depends on one
 */
export async function dropRetiredViews(transaction: Transaction, schema: string): Promise<void> {
  const views = await viewsIn(transaction, schema);
  const names = views.map(({ name }) => `${schema}.${name}`).join(', ');
  if (views.length > 0) await transaction.query(`drop view if exists ${names}`);
  await transaction.query(`drop schema if exists ${schema}`);
}

const viewOf =
  (into: string) =>
  ({ name, schema }: View): string =>
    `create view ${into}.${name} as select * from ${schema}.${name}`;

async function servingTables(transaction: Transaction): Promise<View[]> {
  const serving = await transaction.query<{ name: string; generation: number }>(
    `select name, generation from projection_checkpoints where status in ('active', 'stopped')`,
  );
  const { rows } = await transaction.query<View>(
    'select tablename as name, schemaname as schema from pg_tables where schemaname = any ($1) order by 2, 1',
    [serving.rows.map(({ name, generation }) => schemaOf(name, generation))],
  );
  return rows;
}

/** Returns the views of a set by their dependencies: only those that show a table of a generation. */
async function viewsIn(transaction: Transaction, schema: string): Promise<View[]> {
  const { rows } = await transaction.query<View>(
    `select distinct v.relname as name, shown.nspname as schema
     from pg_namespace own
     join pg_class v on v.relnamespace = own.oid and v.relkind = 'v'
     join pg_rewrite r on r.ev_class = v.oid
     join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
       and d.refclassid = 'pg_class'::regclass and d.refobjid <> v.oid
     join pg_class t on t.oid = d.refobjid and t.relname = v.relname
     join pg_namespace shown on shown.oid = t.relnamespace
     where own.nspname = $1 and shown.nspname ~ '_g[0-9]+$'`,
    [schema],
  );
  return rows;
}

/** Keeps the permissions that an operator granted. */
async function copyGrants(transaction: Transaction): Promise<void> {
  const { rows } = await transaction.query<{ statement: string }>(`
    with granted as (
      select format('schema read_next') as what, acl.* from pg_namespace n, aclexplode(n.nspacl) acl
      where n.nspname = 'read' and acl.grantee <> n.nspowner
      union all
      select format('read_next.%I', v.relname), acl.* from pg_namespace n
      join pg_class v on v.relnamespace = n.oid and v.relkind = 'v', aclexplode(v.relacl) acl
      where n.nspname = 'read' and acl.grantee <> v.relowner
        and to_regclass(format('read_next.%I', v.relname)) is not null
    )
    select format('grant %s on %s to %s%s', privilege_type, what,
      case when grantee = 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
      case when is_grantable then ' with grant option' else '' end) as statement
    from granted`);
  if (rows.length > 0) await transaction.query(rows.map(({ statement }) => statement).join(';'));
}

const retiredPrefix = 'read_retired_';

const viewsLock = 4_206_011;
