import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { countReadableRows, tablesInReach } from '#api/erasure/readable-rows';
import { readableRowsSql } from '#api/erasure/readable-rows-sql';
import type { HeldTable, HeldTables, Owner } from '#platform/held-tables';
import { journalTables } from '#platform/migrate';
import { bookkeepingTables } from '#read-models/held-tables';
import { relayTables } from '#relay/held-tables';
import { suiteTables } from '#test/support/read-models/suite-tables';

const declared: HeldTables = { ...journalTables, ...bookkeepingTables, ...relayTables, ...tablesInReach };

/** Ids that mean the same in every table. */
const opaqueIds = ['site_id', 'article_id'];

/** Values of these types are ids, numbers, times and booleans. Columns of all other types must be declared. */
const bareTypes = ['uuid', 'uuid[]', 'smallint', 'integer', 'bigint', 'boolean', 'timestamp with time zone', 'date'];

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** The columns of all tables in the database; a read model's tables under the names that readers use. */
async function columnsIn(database: Pool | PoolClient): Promise<readonly Column[]> {
  const { rows } = await database.query<Column>(
    `select case when nspname = 'public' then '' else regexp_replace(nspname, '^.*_g\\d+$', 'read') || '.' end || relname as table,
       attname as column, format_type(atttypid, null) as type
     from pg_attribute join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace
     where relkind in ('r', 'p', 'm', 'f') and attnum > 0 and not attisdropped
       and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
     order by 1, attnum`,
  );
  return rows;
}

const declaredOf = (table: string): string[] => {
  const { personal, passing, plain = [] } = declared[table] ?? {};
  return [...(personal?.columns ?? []), ...(passing?.columns ?? []), ...plain];
};

const undeclared = (columns: readonly Column[]): string[] =>
  columns
    .filter(({ type }) => !bareTypes.includes(type))
    .filter(({ table, column }) => !opaqueIds.includes(column) && !declaredOf(table).includes(column))
    .map(({ table, column }) => `${table}.${column}`);

describe('the content of the tables', () => {
  const suite = suiteTables();
  let columns: readonly Column[];
  beforeAll(async () => {
    await suite.begin();
    columns = await columnsIn(suite.pool);
  });

  it('is declared for every column that could hold personal data', () => {
    expect(columns.length).toBeGreaterThan(200);
    expect(undeclared(columns)).toEqual([]);
  });

  it('is declared for existing columns only, and once for each', () => {
    const existing = new Set(columns.map(({ table, column }) => `${table}.${column}`));
    const names = Object.keys(declared).flatMap((table) => declaredOf(table).map((column) => `${table}.${column}`));
    expect(names.filter((name) => !existing.has(name))).toEqual([]);
    expect(names).toEqual([...new Set(names)]);
  });

  it('is required for new columns and tables, in any schema', async () => {
    const client = await suite.pool.connect();
    await client.query('begin');
    await client.query(`
      alter table identities add column nickname varchar(20), add column seen_at timestamptz;
      alter table thread_g1.comments add column typed_in interval;
      create type mood as enum ('glad', 'sad');
      create schema elsewhere;
      create table elsewhere.visitors (id uuid, e_mail text, addresses inet[], mood mood, age int)`);
    expect(undeclared(await columnsIn(client))).toEqual([
      'elsewhere.visitors.e_mail',
      'elsewhere.visitors.addresses',
      'elsewhere.visitors.mood',
      'identities.nickname',
      'read.comments.typed_in',
    ]);
    await client.query('rollback');
    client.release();
  });

  const personal = Object.entries(declared).flatMap(([table, held]) => {
    const of = held.personal?.of ?? [];
    return of.flatMap((owner) => (held.personal?.columns ?? []).map((column) => ({ table, column, owner, held })));
  });

  describe.each(personal)('$column of $table, found by $owner.id,', ({ table, column, owner, held }) => {
    const [site, person, comment] = ['default', randomUUID(), randomUUID()];
    let client: PoolClient;

    beforeEach(async () => {
      client = await suite.pool.connect();
      const all = columns.filter((one) => one.table === table);
      await client.query(`
        create temp table empty (site_id text, person_id uuid, comment_id uuid, words text);
        create temp table copy (${all.map((one) => `${one.column} ${one.type}`).join(', ')})`);
    });
    afterEach(async () => {
      await client.query('drop table copy, empty');
      client.release();
    });

    const rowOf = (ids: { site?: string; person?: string; comment?: string }, value: unknown) => ({
      ...keysOf(owner, { site, person, comment, ...ids }),
      [column]: value,
    });
    async function found(row: object): Promise<number> {
      await client.query('insert into copy select * from jsonb_populate_record(null::copy, $1)', [JSON.stringify(row)]);
      const asked = readableRowsSql({ copy: held, empty });
      const { rows } = await client.query<{ readable: string }>(asked, [site, person, [comment]]);
      return Number(rows[0]?.readable);
    }

    it('is found by an erasure', async () => {
      expect(await found(rowOf({}, sampleOf(table, column)))).toBe(1);
    });

    it('is not found once it is emptied', async () => {
      expect(await found(rowOf({}, null))).toBe(0);
      const nothing = held.personal?.empty?.[column];
      if (nothing !== undefined) expect(await found(rowOf({}, JSON.parse(nothing.slice(1, -1))))).toBe(0);
    });

    it('is not found in a row of another person', async () => {
      const value = sampleOf(table, column);
      expect(await found(rowOf({ person: randomUUID(), comment: randomUUID() }, value))).toBe(0);
    });
  });

  /** A sample value of the column's type. */
  function sampleOf(table: string, column: string): unknown {
    const type = columns.find((one) => one.table === table && one.column === column)?.type;
    const samples: Record<string, unknown> = { uuid: randomUUID(), jsonb: [{}], bytea: '\\x01' };
    return samples[type ?? ''] ?? 'text';
  }

  it('is not readable anywhere in a new database', async () => {
    expect(await countReadableRows(suite.pool, 'default', randomUUID(), [randomUUID()])).toBe(0);
  });
});

/** An empty table that uses every parameter of the query. */
const empty: HeldTable = {
  personal: {
    columns: ['words'],
    of: [
      { kind: 'person', id: 'person_id', site: 'site_id' },
      { kind: 'comment-author', id: 'comment_id' },
    ],
  },
};

function keysOf(owner: Owner, ids: { site: string; person: string; comment: string }): object {
  if (owner.kind === 'person') return { [owner.id]: ids.person, ...(owner.site && { [owner.site]: ids.site }) };
  return { [owner.id]: ids.comment, ...('writer' in owner && { [owner.writer]: randomUUID() }) };
}
