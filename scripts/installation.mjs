// Installs the packages of package-lock.json where they are missing or older. It needs nothing but Node, because it runs
// before any package is there.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Installs the packages of `root` if one is missing or has another version. If that fails, it prints the reason and exits. */
export async function ensureInstalled(root) {
  if (missingPackages(root).length === 0) return;
  console.error('Installing packages …'); // standard output is the service's own
  const { code, signal, output, stoppedBy } = await npmCi(root);
  if (stoppedBy) process.exit(128 + constants.signals[stoppedBy]);
  if (code === 0) return noteLeftOut(root);
  process.stderr.write(output);
  console.error(failureText(code, signal, output.toString()));
  process.exit(code || 1);
}

/**
 * The packages that are missing or have another version than in package-lock.json, as their folders in it. npm itself
 * notes what it installed. Its note names an optional package even after its folder was removed, so those are looked up.
 */
function missingPackages(root) {
  // npm writes its note last, so there is none after an installation that was killed.
  const noted = packagesOf(join(root, 'node_modules/.package-lock.json'));
  const leftOut = readJson(leftOutFile(root)) ?? {};
  const isMissing = ([path, one]) => {
    if (path === '') return false;
    if (!one.optional) return noted[path]?.version !== one.version;
    if (!isForThisPlatform(one) || leftOut[path] === one.version) return false;
    return readJson(join(root, path, 'package.json'))?.version !== one.version;
  };
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).filter(isMissing);
}

/** npm may leave out an optional package that failed to install. Trying again at every start would only take time. */
function noteLeftOut(root) {
  const leftOut = missingPackages(root).filter(([, { optional }]) => optional);
  if (leftOut.length === 0) return;
  const versions = Object.fromEntries(leftOut.map(([path, { version }]) => [path, version]));
  writeFileSync(leftOutFile(root), JSON.stringify(versions));
  const names = Object.keys(versions).map((path) => path.replace(/^.*node_modules\//, ''));
  console.error(`npm left out ${names.join(', ')}. To try again, run: npm ci --include=optional`);
}

/** npm removes this file with its folder at the next installation. */
const leftOutFile = (root) => join(root, 'node_modules/.left-out.json');

const packagesOf = (file) => readJson(file)?.packages ?? {};

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/** Packages that name no platform come with another optional package, and npm installs them only with that one. */
function isForThisPlatform({ os, cpu, libc }) {
  if (!os && !cpu) return false;
  return accepts(os, process.platform) && accepts(cpu, process.arch) && (!libc || accepts(libc, libcOfThisProcess()));
}

const accepts = (names, name) =>
  !names || names.includes(name) || (names.every((one) => one.startsWith('!')) && !names.includes(`!${name}`));

let foundLibc;
function libcOfThisProcess() {
  if (process.platform !== 'linux') return undefined;
  process.report.excludeNetwork = true; // otherwise the report looks up names of hosts
  foundLibc ??= process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
  return foundLibc;
}

async function npmCi(root) {
  const npm = spawn('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks = [];
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  let stoppedBy;
  const stop = (name) => npm.kill((stoppedBy = name));
  for (const name of stopSignals) process.once(name, stop);
  const [code, signal] = await new Promise((resolve) =>
    npm.once('error', ({ code: reason }) => resolve([127, reason])).once('close', (...end) => resolve(end)),
  );
  for (const name of stopSignals) process.removeListener(name, stop);
  return { code, signal, output: Buffer.concat(chunks), stoppedBy };
}

/** `signal` is the reason, for example ENOENT, where npm could not be started. */
function failureText(code, signal, output) {
  const end = signal ?? `exit code ${code}`;
  if (signal === 'ENOENT')
    return 'Installing packages failed: npm was not found. Install npm, which comes with Node.js.';
  if (!isOutOfMemory(code, signal, output)) return `Installing packages failed (npm ci: ${end})`;
  return [
    `Installing packages failed: npm ci was ended (${end}), most likely because the memory was used up.`,
    'npm needs about 1 GB. Free or add memory (on Linux, swap suffices), then run the same command again; or run',
    '`npm ci --include=dev` on a larger machine of the same system, and copy its node_modules here.',
  ].join('\n');
}

/** The kernel kills with SIGKILL, V8 aborts, and a shell that starts npm answers 128 and the signal's number instead. */
function isOutOfMemory(code, signal, output) {
  const isKilled = ['SIGKILL', 'SIGABRT', 'ENOMEM'].includes(signal) || [134, 137].includes(code);
  return isKilled || /\bENOMEM\b|heap out of memory|Cannot allocate memory/.test(output);
}
