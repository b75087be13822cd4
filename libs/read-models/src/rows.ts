import type { Transaction } from './projection.ts';

/**
 * Writes rows with one statement, whatever their number. `text` finds them in `$1`, a JSON array, by
 * `json_populate_recordset` or `json_to_recordset`: one string costs Node a third less than an array per column.
 * Rows are written in the order of their keys, so that two writers can never wait for each other.
 * @returns how many rows the statement touched
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
 * Runs a statement that answers one row, whatever there is: all that a fold has to know, a column of JSON for each
 * table.
 */
export async function readKnown<Known extends object>(
  transaction: Transaction,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<Known> {
  const { rows } = await transaction.query<Known>({ name: `load-${name}`, text, values: [...values] });
  const [known] = rows;
  if (!known) throw new Error(`load-${name} answered no row`);
  return known;
}

/** Sorts rows by one text key. */
export const sortedBy = <K extends string, Row extends Record<K, string>>(rows: Iterable<Row>, key: K): Row[] =>
  [...rows].toSorted((a, b) => (a[key] < b[key] ? -1 : 1));

/** PostgreSQL stores no NUL and no half of a surrogate pair; texts are cleaned at the edge, and here once more. */
function toJson(rows: readonly object[]): string {
  const json = JSON.stringify(rows);
  return json.includes('\\u') ? JSON.stringify(rows, (_key, value: unknown) => storable(value)) : json;
}

const storable = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\u0000', '').replaceAll(loneSurrogate, '\ufffd') : value;

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
