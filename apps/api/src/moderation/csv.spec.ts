import { toCsv } from './csv.ts';

describe('a CSV table', () => {
  it('has a header, and ends every line with CRLF', () => {
    expect(toCsv(['day', 'count'], [['2026-11-23', 3]])).toBe('day,count\r\n2026-11-23,3\r\n');
    expect(toCsv(['day'], [])).toBe('day\r\n');
  });

  it('quotes only cells with a comma, a quote or a line break', () => {
    const row = ['a,b', 'say "hi"', 'two\nlines', 'plain text', null, ''];
    expect(toCsv(['x'], [row])).toBe('x\r\n"a,b","say ""hi""","two\nlines",plain text,,\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])(
    'escapes a cell that begins like a formula: %j',
    (text) => {
      expect(toCsv(['x'], [[text]])).toMatch(/^x\r\n"?'/);
    },
  );

  it('does not change numbers', () => {
    expect(toCsv(['x'], [[-1, 0.5]])).toBe('x\r\n-1,0.5\r\n');
  });
});
