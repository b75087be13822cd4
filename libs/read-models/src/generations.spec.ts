import { allProjections } from './all-projections.ts';
import { definitionOf, schemaOf } from './generations.ts';

describe('the definition of a read model', () => {
  it('changes only with its version and its tables', () => {
    const tables = 'create table a (b int);';
    const definition = definitionOf({ version: 1, tables });
    expect(definitionOf({ version: 1, tables })).toBe(definition);
    expect(definitionOf({ version: 2, tables })).not.toBe(definition);
    expect(definitionOf({ version: 1, tables: `${tables} ` })).not.toBe(definition);
  });
});

describe('the read models', () => {
  it('have names that are valid in schema names', () => {
    for (const { name } of allProjections) expect(schemaOf(name, 3)).toMatch(/^[a-z_]+_g3$/);
    expect(new Set(allProjections.map(({ name }) => name)).size).toBe(allProjections.length);
  });

  it('have tables with distinct names, so that one search path can contain several schemas', () => {
    const names = allProjections.flatMap(({ tables }) =>
      Array.from(tables.matchAll(/^create (?:unlogged )?table (\w+)/gm), ([, name]) => name),
    );
    expect(names.length).toBeGreaterThan(allProjections.length);
    expect(new Set(names).size).toBe(names.length);
  });
});
