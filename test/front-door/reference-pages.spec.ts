import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { keysOf } from '#contracts/keys-of';
import { Policy, defaultPolicy } from '#contracts/policy';
import { ScreeningRule } from '#contracts/vocabulary';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The cells of the tables of a page. */
const rowsOf = (page: string): string[][] =>
  read(page)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const namesIn = (cell: string | undefined): string[] =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => String(name));

/** A default as the page has it; those that are lists hold texts, or nothing. */
const asTold = (value: unknown): string => {
  const text = Array.isArray(value) ? value.join() : JSON.stringify(value);
  return text === 'null' || text === '' ? 'none' : text.replaceAll('"', '');
};

describe('docs/policy.md', () => {
  const rows = rowsOf('docs/policy.md');
  const fields = rows.filter(
    (cells) => cells.length === 4 && keysOf(Policy.shape).includes(namesIn(cells[0])[0] as never),
  );

  it('has every field of the policy once, and no other', () => {
    expect(fields.flatMap(([first]) => namesIn(first)).toSorted()).toEqual(keysOf(Policy.shape).toSorted());
  });

  it.each(fields.map((cells) => [cells[0], cells] as const))('has the default of %s', (_field, [first, , , last]) => {
    const expected = namesIn(first).map((name) => Object.entries(defaultPolicy).find(([key]) => key === name)?.[1]);
    const told = (last ?? '').replaceAll('`', '').split(', ').join();
    expect(told).toBe(expected.map(asTold).join());
  });

  it('has every screening rule once, in the order in which they run', () => {
    const rules = rows.filter((cells) => cells.length === 3).map(([first]) => namesIn(first)[0]);
    expect(rules.filter((rule) => ScreeningRule.options.includes(rule as never))).toEqual(ScreeningRule.options);
  });
});

describe('docs/monitoring.md', () => {
  const sources = ['apps', 'libs']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.includes('node_modules'))
    .map(read)
    .filter((source) => source.includes("from 'prom-client'"));
  const described = rowsOf('docs/monitoring.md').flatMap(([first]) =>
    namesIn(first).filter((name) => /^colloquy_\w+$/.test(name)),
  );

  it('describes every metric that a process exposes once, and no other', () => {
    const exposed = sources.flatMap((source) =>
      [...source.matchAll(/'(colloquy_\w+)'/g)].map(([, name]) => String(name)),
    );
    expect(exposed.length).toBeGreaterThan(25);
    expect(described.toSorted()).toEqual([...new Set(exposed)].toSorted());
  });

  it('has the type of each metric, and only counters end with _total, as Prometheus recommends', () => {
    const types = sources.flatMap((source) =>
      [...source.matchAll(/\b(gauge|counter|histogram)\((?:\{\s*name:)?\s*'(colloquy_\w+)'/gi)].map(
        ([, type, name]) => [String(name), String(type).toLowerCase()] as const,
      ),
    );
    expect(types.length).toBeGreaterThan(25);
    const documented = new Map(
      rowsOf('docs/monitoring.md').flatMap(([first, type]) =>
        namesIn(first).map((name) => [name, type?.split(':')[0]] as const),
      ),
    );
    for (const [name, type] of types) {
      expect([name, documented.get(name)]).toEqual([name, type]);
      expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
    }
  });

  it('sets alarms only on metrics that it describes', () => {
    const named = [...read('docs/monitoring.md').matchAll(/colloquy_\w+/g)].map(([name]) =>
      name.replace(/_(?:count|bucket)$/, ''),
    );
    expect([...new Set(named)].filter((name) => !described.includes(name))).toEqual([]);
  });
});
