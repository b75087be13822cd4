import type { Transaction } from '#read-models/projection';

/** How the served rows differ from those of a replay. */
export interface TableDifference {
  readonly table: string;
  readonly rows: number;
  /** Rows that only the served table has, or has with other values. */
  readonly onlyServed: number;
  /** Rows that only the replay has, or has with other values. */
  readonly onlyReplayed: number;
  /** Primary keys of the first few differing rows: ids only, nothing personal. */
  readonly samples: readonly string[];
}

/** People, and the comments that they wrote. */
export interface People {
  readonly ids: readonly string[];
  readonly comments: readonly string[];
}

const personColumns = ['author_id', 'reporter_id', 'moderator_id'];
/** `name_comment`: a moderator's name is also encrypted for the author of the decided comment. */
const commentColumns = ['comment_id', 'name_comment'];
const sampleSize = 10;

/** @param leftOut people whose rows are not compared */
export async function differenceOf(
  transaction: Transaction,
  table: string,
  { served, replayed, leftOut }: { served: string; replayed: string; leftOut: People },
): Promise<TableDifference> {
  const key = await primaryKey(transaction, served, table);
  const condition = await apartFrom(leftOut, transaction, `${served}.${table}`);
  const [ourRows, theirRows] = [`${served}.${table} ${condition}`, `${replayed}.${table} ${condition}`];
  const ours = await except(transaction, ourRows, theirRows, { key, leftOut });
  const theirs = await except(transaction, theirRows, ourRows, { key, leftOut });
  const { rows } = await transaction.query<{ count: string }>(`select count(*) from ${served}.${table}`);
  return {
    table,
    rows: Number(rows[0]?.count),
    onlyServed: ours.count,
    onlyReplayed: theirs.count,
    samples: [...new Set([...ours.keys, ...theirs.keys])].slice(0, sampleSize),
  };
}

async function except(
  transaction: Transaction,
  one: string,
  other: string,
  { key, leftOut }: { key: readonly string[]; leftOut: People },
) {
  const { rows } = await transaction.query<{ count: string; keys: string[] | null }>(
    `with people as (select $1::uuid[] as ids, $2::uuid[] as comments),
     different as materialized (select * from ${one} except select * from ${other})
     select (select count(*) from different) as count,
       (select array_agg(key) from (
         select concat_ws(' ', ${key.join(', ')}) as key from different order by 1 limit ${sampleSize}
       ) first_few) as keys`,
    [leftOut.ids, leftOut.comments],
  );
  return { count: Number(rows[0]?.count), keys: rows[0]?.keys ?? [] };
}

async function apartFrom({ ids }: People, transaction: Transaction, table: string): Promise<string> {
  if (ids.length === 0) return '';
  const { rows } = await transaction.query<{ name: string }>(
    'select attname as name from pg_attribute where attrelid = to_regclass($1) and attname = any ($2)',
    [table, [...personColumns, ...commentColumns]],
  );
  const conditions = rows.map(({ name }) =>
    commentColumns.includes(name)
      ? `${name} <> all ((select comments from people)::uuid[])`
      : `${name} <> all ((select ids from people)::uuid[])`,
  );
  return conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
}

async function primaryKey(transaction: Transaction, schema: string, table: string): Promise<string[]> {
  const { rows } = await transaction.query<{ column: string }>(
    `select a.attname as column from pg_index i
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indisprimary and i.indrelid = to_regclass($1) order by array_position(i.indkey, a.attnum)`,
    [`${schema}.${table}`],
  );
  return rows.map(({ column }) => column);
}
