// npm run sbom [-- path]: a CycloneDX list of every package that runs in production, on the server or in a browser, written to sbom.cdx.json. Made from the
// lock file, without the network; the same lock file and commit give the same bytes.
import './node-version.mjs';
import { isMain, root } from './run.mjs';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export function sbom() {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline'];
  const npm = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 };
  const made = inProduction(JSON.parse(execFileSync('npm', args, npm)));
  // npm names the folder, the moment and a random number.
  const { timestamp, ...metadata } = made.metadata;
  metadata.component = { ...metadata.component, type: 'application', name: readJson('package.json').name };
  const { serialNumber, ...rest } = { ...made, metadata: { timestamp: lastChange() ?? timestamp, ...metadata } };
  const { $schema, bomFormat, specVersion, ...content } = rest;
  return { $schema, bomFormat, specVersion, serialNumber: `urn:uuid:${uuidOf(JSON.stringify(rest))}`, ...content };
}

/** `npm sbom --omit dev` leaves out what development needs, too, such as rxjs and semver. What the lock file does not mark `dev` runs in production. */
function inProduction(made) {
  const packages = Object.entries(readJson('package-lock.json').packages).filter(([, { dev }]) => dev !== true);
  const running = new Set(packages.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`));
  const own = made.metadata.component['bom-ref'];
  const isDevelopment = ({ name }) => name === 'cdx:npm:package:development';
  return {
    ...made,
    components: made.components
      .filter((one) => running.has(one['bom-ref']))
      .map((one) => ({ ...one, properties: one.properties.filter((property) => !isDevelopment(property)) })),
    dependencies: made.dependencies
      .filter(({ ref }) => ref === own || running.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => running.has(other)) })),
  };
}

const readJson = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** When the lock file was last changed; undefined outside of a clone. */
function lastChange() {
  if (process.env.SOURCE_DATE_EPOCH) return new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000).toISOString();
  try {
    const git = ['log', '-1', '--format=%cI', '--', 'package-lock.json'];
    const at = execFileSync('git', git, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return at === '' ? undefined : new Date(at).toISOString();
  } catch {
    return undefined;
  }
}

/** RFC 9562, version 8: of a hash. */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

if (isMain(import.meta.url)) {
  const file = resolve(process.argv[2] ?? join(root, 'sbom.cdx.json'));
  const made = sbom();
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`);
  console.log(`${file}: CycloneDX ${made.specVersion}, ${made.components.length} packages`);
}
