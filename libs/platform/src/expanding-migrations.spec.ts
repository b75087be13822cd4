import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { moduleMigrations } from './migrations.ts';

/** What processes of the version before could not go on with. */
const contractions = [
  /\bdrop (table|view|materialized view|function|procedure|schema|sequence|type|column|trigger)\b/,
  /\brename\b/,
  /\balter (column )?\w+ (set data )?type\b/,
  /\bset not null\b/,
  /\badd (constraint|check|unique|primary key)\b/,
  /\badd column (if not exists )?\w+ (?:(?!,|default).)*\bnot null\b(?!(?:(?!,).)*\bdefault\b)/,
  /^ ?truncate\b/,
];
/** Released before this rule. */
const released = ['0021_events_by_person', '0023_numbered_erasures', '0025_last_position'].map(
  (name) => `event-store/${name}.sql`,
);

const contractionsIn = (sql: string): string[] => {
  const statements = sql.replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' ').toLowerCase().split(';');
  return statements.flatMap((statement) => contractions.flatMap((pattern) => pattern.exec(statement)?.[0] ?? []));
};

describe('a migration', () => {
  it.each([
    'alter table a drop column b;',
    'alter table a rename to b;',
    'alter table a alter column b type bigint;',
    'alter table a alter b set not null;',
    'alter table a add column b int not null;',
    'alter table a add constraint b check (c > 0);',
    'drop function f(int);',
  ])('contracts the schema with: %s', (sql) => {
    expect(contractionsIn(sql)).toHaveLength(1);
  });

  it.each([
    'create table a (b int not null);',
    'alter table a add column b int;',
    'alter table a add column b int not null default 0;',
    'alter table a alter column b drop not null;',
    'create index on a (b); drop index c;',
    '-- drop table a',
  ])('expands the schema with: %s', (sql) => {
    expect(contractionsIn(sql)).toEqual([]);
  });

  it('only expands the schema, or says what no version uses any longer', () => {
    const unmarked = moduleMigrations().flatMap(({ module, directory }) =>
      readdirSync(directory).flatMap((file) => {
        const sql = readFileSync(join(directory, file), 'utf8');
        const name = `${module}/${file}`;
        if (sql.startsWith('-- contracts: ') || released.includes(name)) return [];
        return contractionsIn(sql).map((what) => `${name}: ${what}`);
      }),
    );
    expect(unmarked).toEqual([]);
  });
});
