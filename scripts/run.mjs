// node scripts/run.mjs [script] [arguments]: the entry point of package.json's scripts. They are TypeScript; this file and
// installation.mjs are JavaScript and need nothing but Node. In a fresh clone they install the packages first. Then this
// file compiles the scripts if one has changed. Without a name it lists them.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from './installation.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const [major, minor] = process.versions.node.split('.').map(Number);
// Older than package.json supports, but before these versions, CommonJS cannot load a module, and nothing starts.
if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22)) {
  console.error(`Colloquy needs Node.js 22.22.3, 24.15 or 26, or later versions of these; this is ${process.version}.`);
  process.exit(1);
}

await ensureInstalled(root);
const folder = ensureCompiled();
const [name = '', ...args] = process.argv.slice(2);
process.setSourceMapsEnabled(true);
const script = existsSync(join(folder, `${name}.js`)) ? await load(name) : undefined;
if (script?.main) await run(script, args);
else await list(name);

/** The folder of the compiled scripts. Named by a hash of the sources and created atomically, for concurrent starts. */
function ensureCompiled() {
  const sources = readdirSync(join(root, 'scripts'), { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .toSorted();
  const contents = [...sources.map((file) => `scripts/${file}`), '.swcrc'].map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
  const name = createHash('sha256')
    .update(JSON.stringify([sources, contents]))
    .digest('hex')
    .slice(0, 16);
  const all = join(root, 'dist/scripts');
  const compiled = join(all, name);
  if (existsSync(compiled)) return compiled;
  const { transformSync } = createRequire(import.meta.url)('@swc/core');
  const swc = { ...JSON.parse(contents.at(-1)), swcrc: false, sourceMaps: 'inline' };
  const fresh = `${compiled}.${process.pid}`;
  for (const [index, file] of sources.entries()) {
    const output = join(fresh, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, transformSync(contents[index], { ...swc, filename: join(root, 'scripts', file) }).code);
  }
  for (const old of readdirSync(all).filter((entry) => !entry.includes('.')))
    rmSync(join(all, old), { recursive: true, force: true });
  try {
    renameSync(fresh, compiled);
  } catch (error) {
    if (!existsSync(compiled)) throw error;
    rmSync(fresh, { recursive: true }); // another process was faster
  }
  return compiled;
}

/** Loads a script: a module with a `help` text and a `main` that gets the arguments and returns the exit code. */
async function load(name) {
  const module = await import(pathToFileURL(join(folder, `${name}.js`)).href);
  return module.default ?? module;
}

async function run({ main, help }, parameters) {
  if (parameters[0] === '--help' || parameters[0] === '-h') return console.log(help);
  try {
    process.exitCode = (await main(parameters)) ?? process.exitCode;
  } catch (error) {
    const isMistyped = String(error?.code).startsWith('ERR_PARSE_ARGS');
    if (isMistyped) console.error(`${error.message}\n\n${help}`);
    else console.error(error?.name === 'Failure' ? error.message : error);
    process.exitCode = isMistyped ? 2 : (error?.exitCode ?? 1);
  }
}

async function list(unknown) {
  const names = readdirSync(folder).flatMap((file) => (file.endsWith('.js') ? [file.slice(0, -3)] : []));
  for (const one of names) {
    const { main, help } = await load(one);
    if (main) console.log(`${one.padEnd(18)}${help.split('\n')[0]}`);
  }
  if (unknown === '') return;
  console.error(`Unknown script "${unknown}". The list above shows all scripts.`);
  process.exitCode = 2;
}
