type Cell = string | number | null;

/**
 * CSV by RFC 4180: CRLF after every line, quotes only where needed. Spreadsheets evaluate text that begins like a
 * formula, so an apostrophe is put in front of it, as OWASP advises. Numbers are not changed.
 */
export const toCsv = (header: readonly string[], rows: Iterable<readonly Cell[]>): string =>
  [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
