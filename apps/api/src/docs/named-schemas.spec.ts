import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const contracts = join(import.meta.dirname, '../../../../libs/contracts/src');
const modules = readdirSync(contracts).flatMap(
  (file) => /^(.*(?:answers|requests|messages))\.ts$/.exec(file)?.[1] ?? [],
);

describe('the names of schemas', () => {
  // Schemas of a module that is missing there are inlined where they are used, and the document stays valid.
  it.each(modules)('come from the contracts about %s', (name) => {
    const source = readFileSync(join(import.meta.dirname, 'named-schemas.ts'), 'utf8');
    expect(modules.length).toBeGreaterThan(9);
    expect(source).toContain(`from '#contracts/${name}';`);
  });
});
