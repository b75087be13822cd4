type Cell = string | number | null;

/**
 * RFC 4180: CRLF after every line, quotes where they are needed. Spreadsheets run what begins like a formula, so such a
 * text gets an apostrophe in front, as OWASP advises; numbers are left alone.
 */
export const toCsv = (header: readonly string[], rows: Iterable<readonly Cell[]>): string =>
  [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
