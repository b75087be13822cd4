import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { jsonFile } from './json-file.ts';
import { Failure } from './failure.ts';
import { answerOf } from './processes.ts';
import { root } from './root.ts';

export const help = `npm run sbom [-- path]: writes a CycloneDX list of every package that runs in production, on the server or in a browser
The default path is sbom.cdx.json. It is made from the lock file without network access: the same lock file and commit give the same bytes.`;

const Component = z.looseObject({ 'bom-ref': z.string(), properties: z.array(z.looseObject({ name: z.string() })) });
type Component = z.infer<typeof Component>;

/** The fields that are needed of a CycloneDX document. All others are kept. */
const Bom = z.looseObject({
  $schema: z.string(),
  bomFormat: z.string(),
  specVersion: z.string(),
  serialNumber: z.string(),
  metadata: z.looseObject({ timestamp: z.string(), component: z.looseObject({ 'bom-ref': z.string() }) }),
  components: z.array(Component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
type Bom = z.infer<typeof Bom>;

const Lock = z.object({
  packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional(), version: z.string().optional() })),
});

export function main(args: string[]): void {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  const file = resolve(positionals[0] ?? join(root, 'sbom.cdx.json'));
  const made = sbom();
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`);
  console.log(`${file}: CycloneDX ${made.specVersion}, ${made.components.length} packages`);
}

/**
 * Replaces what npm takes from the folder, the time and a random number by the application, the last change of the lock
 * file, and a hash.
 */
function sbom(): Bom {
  const text = answerOf('npm', 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline');
  if (text === undefined) throw new Failure('npm sbom failed');
  const made = inProduction(Bom.parse(JSON.parse(text)));
  const { name } = jsonFile(join(root, 'package.json'), z.object({ name: z.string() }));
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

/**
 * Keeps packages that the lock file does not mark `dev`. `npm sbom --omit dev` would also drop packages that production
 * and development both need, such as rxjs and semver.
 */
function inProduction(made: Bom): Bom {
  const locked = jsonFile(join(root, 'package-lock.json'), Lock);
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

/** Time of the lock file's last change. Undefined outside of a clone. */
function lastChange(): string | undefined {
  const { SOURCE_DATE_EPOCH: epoch } = process.env;
  if (epoch) return new Date(Number(epoch) * 1000).toISOString();
  const at = answerOf('git', 'log', '-1', '--format=%cI', '--', 'package-lock.json')?.trim();
  return at ? new Date(at).toISOString() : undefined;
}

/** A UUID of version 8 (RFC 9562), derived from a hash. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
