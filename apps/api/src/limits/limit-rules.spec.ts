import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LimitRule, limitRules } from './limit-rules.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/limits.md'), 'utf8');

describe('docs/limits.md', () => {
  it('has exactly one row with the numbers of each rule', () => {
    const rows = [...page.matchAll(/^\| `(\w+)`.*?\|(.*)\|$/gm)].map(([, name, cells = '']) => [
      name,
      cells.split('|').map((cell) => cell.trim()),
    ]);
    const expected = Object.entries(limitRules).map(([name, rule]: [string, LimitRule]) => [
      name,
      [rule.perAuthor, rule.perAddress, rule.perSite].map((number) => String(number ?? '')),
    ]);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
  });
});
