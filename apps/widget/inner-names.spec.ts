import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { innerNames } from './inner-names.ts';

const root = join(import.meta.dirname, '../..');
const outside = [
  'libs/contracts/src/answers.ts',
  'libs/contracts/src/embed.ts',
  'libs/contracts/src/live-messages.ts',
  'libs/contracts/src/requests.ts',
  'apps/widget/src/languages/catalogue.ts',
];

describe("the widget's inner names", () => {
  it.each(outside)('do not occur in %s', (file) => {
    const source = readFileSync(join(root, file), 'utf8');
    const properties = new Set(Array.from(source.matchAll(/(\w+)\??:/g), ([, name]) => name));
    expect(properties.size).toBeGreaterThan(8);
    expect(innerNames.filter((name) => properties.has(name))).toEqual([]);
  });
});
