import { allProjections } from './all-projections.ts';
import { definitionOf, schemaOf } from './generations.ts';

describe('the definition of a read model', () => {
  it('changes with its version and with its tables, and with nothing else', () => {
    const tables = 'create table a (b int);';
    const definition = definitionOf({ version: 1, tables });
    expect(definitionOf({ version: 1, tables })).toBe(definition);
    expect(definitionOf({ version: 2, tables })).not.toBe(definition);
    expect(definitionOf({ version: 1, tables: `${tables} ` })).not.toBe(definition);
  });
});

describe('the read models', () => {
  it('have names that make schemas', () => {
    for (const { name } of allProjections) expect(schemaOf(name, 3)).toMatch(/^[a-z_]+_g3$/);
    expect(new Set(allProjections.map(({ name }) => name)).size).toBe(allProjections.length);
  });

  it('have tables of different names, so that one search path may name several of them', () => {
    const names = allProjections.flatMap(({ tables }) =>
      Array.from(tables.matchAll(/^create (?:unlogged )?table (\w+)/gm), ([, name]) => name),
    );
    expect(names.length).toBeGreaterThan(allProjections.length);
    expect(new Set(names).size).toBe(names.length);
  });
});
