import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string): string => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const sections = [...read('CHANGELOG.md').matchAll(/^## (\S+)/gm)].map(([, name]) => name);

describe('the changelog', () => {
  it('starts with Unreleased, followed by the version of package.json', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(sections.slice(0, 2)).toEqual(['Unreleased', version]);
  });
});
