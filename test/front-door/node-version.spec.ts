import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string): string => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const nodeOf = (dockerfile: string): string[] =>
  [...read(dockerfile).matchAll(/^FROM \S*node:(\d+)-/gm)].map(([, major]) => String(major));

describe('the version of Node', () => {
  const wanted = read('.nvmrc').trim();

  it('is the same for developers, the image and the devcontainer', () => {
    expect(new Set(nodeOf('docker/Dockerfile'))).toEqual(new Set([wanted]));
    expect(nodeOf('.devcontainer/Dockerfile')).toEqual([wanted]);
  });

  it('is allowed by package.json', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    expect(engines.node).toMatch(new RegExp(`(>=|\\^)${wanted}\\.`));
  });
});
