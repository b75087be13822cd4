import type { Transaction } from './projection.ts';

/**
 * Writes any number of rows with one statement. `text` reads them from `$1`, a JSON array, with
 * `json_populate_recordset` or `json_to_recordset`: one string takes Node a third less time than an array per column.
 * Pass rows sorted by key, so that two writers cannot deadlock.
 * @returns the number of rows changed
 */
export async function writeRows(
  transaction: Transaction,
  name: string,
  text: string,
  rows: readonly object[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const { rowCount } = await transaction.query({ name: `write-${name}`, text, values: [toJson(rows)] });
  return rowCount ?? 0;
}

/**
 * Runs a statement that returns exactly one row: everything that a fold must know, with a JSON column for each table.
 */
export async function readKnown<Known extends object>(
  transaction: Transaction,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<Known> {
  const { rows } = await transaction.query<Known>({ name: `load-${name}`, text, values: [...values] });
  const [known] = rows;
  if (!known) throw new Error(`load-${name} returned no row`);
  return known;
}

/** Sorts rows by a text column. */
export const sortedBy = <K extends string, Row extends Record<K, string>>(rows: Iterable<Row>, key: K): Row[] =>
  [...rows].toSorted((a, b) => (a[key] < b[key] ? -1 : 1));

/** PostgreSQL cannot store NUL or lone surrogates. The API removes them from texts; this is a second safeguard. */
function toJson(rows: readonly object[]): string {
  const json = JSON.stringify(rows);
  return json.includes('\\u') ? JSON.stringify(rows, (_key, value: unknown) => storable(value)) : json;
}

const storable = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\u0000', '').replaceAll(loneSurrogate, '\ufffd') : value;

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
