import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Projection, Transaction } from './projection.ts';

/** The schema with the tables of one generation of a projection. */
export const schemaOf = (name: string, generation: number): string => `${name.replaceAll('-', '_')}_g${generation}`;

/** The definition that a generation was built by. If it differs, rows may differ, and the read model is rebuilt. */
export const definitionOf = ({ version, tables }: Pick<Projection, 'version' | 'tables'>): string =>
  createHash('sha256').update(`${version}\n${tables}`).digest('hex').slice(0, 16);

/**
 * Makes unqualified names refer to the tables of these generations until the transaction ends. No two projections have
 * a table of the same name. Pass only names from `schemaOf`.
 */
export const searchPath = (...schemas: readonly string[]): string =>
  `select set_config('search_path', '${schemas.join(', ')}, ' || current_setting('search_path'), true)`;

/** Creates empty tables. Indexes are created later by `createIndexes`, because that makes the bulk load faster. */
export async function createTables(transaction: Transaction, projection: Projection, schema: string): Promise<void> {
  await transaction.query(`create schema ${schema}`);
  await transaction.query(searchPath(schema));
  for (const statement of statements(projection)) if (!isIndex(statement)) await transaction.query(statement);
}

/** Creates the missing indexes. An earlier attempt may have been interrupted. */
export async function createIndexes(transaction: Transaction, projection: Projection, schema: string): Promise<void> {
  await transaction.query(searchPath(schema));
  for (const statement of statements(projection).filter(isIndex))
    await transaction.query(statement.replace(/ index /, ' index if not exists '));
}

/** Updates the planner's statistics; without them the first readers would get plans for empty tables. */
export async function analyze(transaction: Transaction, schema: string): Promise<void> {
  for (const table of await tablesIn(transaction, schema)) await transaction.query(`analyze ${schema}.${table}`);
}

export async function dropSchema(transaction: Transaction, schema: string): Promise<void> {
  await transaction.query(`drop schema if exists ${schema} cascade`);
}

/**
 * Drops every generation of a projection with its checkpoints. Readers find nothing until its tables are built again.
 */
export async function forgetGenerations(pool: Pool, name: string): Promise<void> {
  const { rows } = await pool.query<{ generation: number }>(
    'select generation from projection_checkpoints where name = $1',
    [name],
  );
  for (const { generation } of rows) await dropSchema(pool, schemaOf(name, generation));
  await pool.query('delete from projection_partitions where name = $1', [name]);
  await pool.query('delete from projection_checkpoints where name = $1', [name]);
}

export async function tablesIn(transaction: Transaction, schema: string): Promise<string[]> {
  const { rows } = await transaction.query<{ name: string }>(
    'select tablename as name from pg_tables where schemaname = $1 order by 1',
    [schema],
  );
  return rows.map((row) => row.name);
}

const statements = ({ tables }: Projection): string[] =>
  tables
    .replaceAll(/--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');

const isIndex = (statement: string): boolean => /^create (?:unique )?index\b/.test(statement);
