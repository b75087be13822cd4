import type { Transaction } from '#read-models/projection';

/** How the rows that readers see differ from those of a replay. */
export interface TableDifference {
  readonly table: string;
  readonly rows: number;
  /** Rows that only readers see, or see otherwise. */
  readonly onlyServed: number;
  /** Rows that only the replay has, or has otherwise. */
  readonly onlyReplayed: number;
  /** Primary keys of the first few; ids, nothing personal. */
  readonly samples: readonly string[];
}

const sampleSize = 10;

export async function differenceOf(
  transaction: Transaction,
  table: string,
  { served, replayed }: { served: string; replayed: string },
): Promise<TableDifference> {
  const key = await primaryKey(transaction, served, table);
  const ours = await except(transaction, `${served}.${table}`, `${replayed}.${table}`, key);
  const theirs = await except(transaction, `${replayed}.${table}`, `${served}.${table}`, key);
  const { rows } = await transaction.query<{ count: string }>(`select count(*) from ${served}.${table}`);
  return {
    table,
    rows: Number(rows[0]?.count),
    onlyServed: ours.count,
    onlyReplayed: theirs.count,
    samples: [...new Set([...ours.keys, ...theirs.keys])].slice(0, sampleSize),
  };
}

async function except(transaction: Transaction, one: string, other: string, key: readonly string[]) {
  const { rows } = await transaction.query<{ count: string; keys: string[] | null }>(
    `with different as materialized (select * from ${one} except select * from ${other})
     select (select count(*) from different) as count,
       (select array_agg(key) from (
         select concat_ws(' ', ${key.join(', ')}) as key from different order by 1 limit ${sampleSize}
       ) first_few) as keys`,
  );
  return { count: Number(rows[0]?.count), keys: rows[0]?.keys ?? [] };
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
