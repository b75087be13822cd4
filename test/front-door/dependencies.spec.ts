import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Manifest {
  readonly dependencies: object;
  readonly optionalDependencies: object;
  readonly devDependencies: object;
}

const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read('package.json')) as Manifest;
const installed = [dependencies, optionalDependencies, devDependencies].flatMap((kind) => Object.keys(kind));

interface Row {
  readonly names: readonly string[];
  readonly reason: string;
}

const rows: readonly Row[] = read('docs/dependencies.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => {
    const [, names = '', reason = ''] = line.split('|');
    return { names: [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => String(name)), reason: reason.trim() };
  });

describe('the dependencies', () => {
  it('are exactly those in docs/dependencies.md, each once', () => {
    expect(rows.flatMap(({ names }) => names).toSorted()).toEqual(installed.toSorted());
  });

  it('each have a reason', () => {
    expect(rows.filter(({ reason }) => reason.split(' ').length < 3)).toEqual([]);
  });

  it('each have an exact version', () => {
    const versions = [dependencies, optionalDependencies, devDependencies].flatMap((kind) => Object.values(kind));
    expect(versions).toHaveLength(installed.length);
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});
