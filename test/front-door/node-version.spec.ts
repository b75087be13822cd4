import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { satisfies, subset } from 'semver';
import { packagesOfBase } from '#scripts/image/base-image';

const read = (file: string): string => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const nodeOf = (dockerfile: string): string[] =>
  [...read(dockerfile).matchAll(/^FROM \S*node:(\d+)-/gm)].map(([, major]) => String(major));

interface LockedPackage {
  readonly version: string;
  readonly engines?: { readonly node?: string };
}

const { packages } = JSON.parse(read('package-lock.json')) as { packages: Readonly<Record<string, LockedPackage>> };
const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };

/** The packages that do not support each of these versions of Node. */
const unsupported = (range: string): string[] =>
  Object.entries(packages)
    .filter(([, { engines: own }]) => own?.node !== undefined && !subset(range, own.node))
    .map(([path, { version, engines: own }]) => `${path} ${version} supports ${own?.node}`);

describe('the version of Node', () => {
  const wanted = read('.nvmrc').trim();

  it('is the same for developers, the image and the devcontainer', () => {
    expect(new Set(nodeOf('docker/Dockerfile'))).toEqual(new Set([wanted]));
    expect(nodeOf('.devcontainer/Dockerfile')).toEqual([wanted]);
  });

  it('that `npm run image` builds into the image is that of the Dockerfile, and one that package.json allows', () => {
    expect(packagesOfBase.node.split('.')[0]).toBe(wanted);
    expect(satisfies(packagesOfBase.node, engines.node)).toBe(true);
  });

  it('that developers get is one that package.json allows', () => {
    expect(satisfies(`${wanted}.999.0`, engines.node)).toBe(true);
  });

  it('that package.json allows is supported by every package, in all its releases', () => {
    expect(unsupported(engines.node)).toEqual([]);
    expect(unsupported('>=1.0.0').length).toBeGreaterThan(400);
  });

  it.each(['README.md', 'CONTRIBUTING.md', 'docs/start.md', 'scripts/run.mjs'])(
    'that package.json allows is named by %s',
    (file) => {
      const lowest = engines.node.split('||').map((range) => range.replace(/[^\d.]/g, '').replace(/(\.0)+$/, ''));
      expect(lowest).toHaveLength(3);
      for (const version of lowest) expect(read(file)).toContain(version);
    },
  );
});
