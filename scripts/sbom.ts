import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from './failure.ts';
import { answerOf } from './processes.ts';
import { root } from './root.ts';

export const help = `npm run sbom [-- path]: a CycloneDX list of every package that runs in production, on the server or in a browser
Written to sbom.cdx.json, or to the path. Made from the lock file, without the network; the same lock file and commit give the same bytes.`;

/** What this needs of a CycloneDX document. */
interface Bom {
  readonly $schema: string;
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp: string; readonly component: { readonly 'bom-ref': string } };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  readonly 'bom-ref': string;
  readonly properties: readonly { readonly name: string }[];
}

export function main(args: string[]): void {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  const file = resolve(positionals[0] ?? join(root, 'sbom.cdx.json'));
  const made = sbom();
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`);
  console.log(`${file}: CycloneDX ${made.specVersion}, ${made.components.length} packages`);
}

/** npm names the folder, the moment and a random number: these become the application, the lock file's last change, and a hash. */
function sbom(): Bom {
  const text = answerOf('npm', 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline');
  if (text === undefined) throw new Failure('npm sbom failed');
  const made = inProduction(JSON.parse(text) as Bom);
  const { name } = readJson('package.json') as { name: string };
  const metadata = {
    timestamp: lastChange() ?? made.metadata.timestamp,
    ...withoutTimestamp(made.metadata),
    component: { ...made.metadata.component, type: 'application', name },
  };
  const { serialNumber: _random, ...rest } = { ...made, metadata };
  const { $schema, bomFormat, specVersion, ...content } = rest;
  return { $schema, bomFormat, specVersion, serialNumber: `urn:uuid:${uuidOf(JSON.stringify(rest))}`, ...content };
}

const withoutTimestamp = ({ timestamp: _moment, ...rest }: Bom['metadata']): Omit<Bom['metadata'], 'timestamp'> => rest;

/** `npm sbom --omit dev` leaves out what development needs, too, such as rxjs and semver. What the lock file does not mark `dev` runs in production. */
function inProduction(made: Bom): Bom {
  const locked = readJson('package-lock.json') as { packages: Record<string, { dev?: boolean; version: string }> };
  const packages = Object.entries(locked.packages).filter(([, { dev }]) => dev !== true);
  const running = new Set(packages.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`));
  const own = made.metadata.component['bom-ref'];
  return {
    ...made,
    components: made.components.filter((one) => running.has(one['bom-ref'])).map(withoutMark),
    dependencies: made.dependencies
      .filter(({ ref }) => ref === own || running.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => running.has(other)) })),
  };
}

const withoutMark = (component: Component): Component => ({
  ...component,
  properties: component.properties.filter(({ name }) => name !== 'cdx:npm:package:development'),
});

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** When the lock file was last changed; undefined outside of a clone. */
function lastChange(): string | undefined {
  const { SOURCE_DATE_EPOCH: epoch } = process.env;
  if (epoch) return new Date(Number(epoch) * 1000).toISOString();
  const at = answerOf('git', 'log', '-1', '--format=%cI', '--', 'package-lock.json')?.trim();
  return at ? new Date(at).toISOString() : undefined;
}

/** RFC 9562, version 8: of a hash. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
