import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly 'bom-ref': string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
}
interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp: string; readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const root = join(import.meta.dirname, '../..');
const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

/** Generates the file without network access. */
function made(name: string): { text: string; output: string } {
  const file = join(directory, name);
  const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:9/' };
  const output = execFileSync(process.execPath, ['scripts/run.mjs', 'sbom', file], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return { text: readFileSync(file, 'utf8'), output };
}

describe('the bill of materials', () => {
  const first = made('first.json');
  const bom = JSON.parse(first.text) as Bom;
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string; dev?: boolean; integrity?: string }>;
  };
  const inProduction = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);

  it('is a CycloneDX document of this application', () => {
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: expect.stringMatching(/^1\.[5-9]$/) });
    expect(bom.metadata.component).toMatchObject({ name: 'colloquy', type: 'application' });
    expect(bom.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(first.output).toContain(`${bom.components.length} packages`);
  });

  it('names every package that runs in production, with its hash, and no other', () => {
    const named = (path: string, version: string) => `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`;
    const expected = inProduction.map(([path, { version }]) => named(path, version));
    expect(new Set(bom.components.map(({ name, version }) => `${name}@${version}`))).toEqual(new Set(expected));
    expect(expected).toEqual(
      expect.arrayContaining([expect.stringMatching(/^fastify@/), expect.stringMatching(/^uplot@/)]),
    );
    expect(expected.filter((one) => /^(jest|typescript|oxlint)@/.test(one))).toEqual([]);
    const hashed = new Set(inProduction.flatMap(([path, one]) => (one.integrity ? [named(path, one.version)] : [])));
    const withoutHash = bom.components.filter(
      ({ hashes }) => !hashes?.some(({ content }) => /^[0-9a-f]{128}$/.test(content)),
    );
    expect(withoutHash.filter(({ name, version }) => hashed.has(`${name}@${version}`))).toEqual([]);
  });

  it('lists dependencies between listed packages only', () => {
    const known = new Set([bom.metadata.component, ...bom.components].map((one) => one['bom-ref']));
    expect(
      bom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !known.has(ref)),
    ).toEqual([]);
  });

  it('is the same each time it is generated', () => {
    expect(made('second.json').text).toBe(first.text);
  });
});
