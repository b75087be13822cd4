// What this machine lacks for some kinds of specs. Plain JavaScript, since Jest's configuration and a reporter ask it.
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync } = require('node:fs');
const { delimiter, join } = require('node:path');
const enginePaths = require('./engine-paths.cjs');

/**
 * The kinds of specs that need more than Node and npm: what makes their file names, and why they cannot run (undefined:
 * they can).
 */
const kinds = [
  {
    name: 'kafka',
    pattern: '\\.kafka\\.spec\\.tsx?$',
    enabledBy: 'Java 17 or later and Maven on the PATH',
    lack: lackForKafka,
  },
  {
    name: 'browser',
    pattern: '\\.browser(\\.fault)?\\.spec\\.tsx?$',
    enabledBy: 'a Chromium: Linux on x64, or CHROME_PATH',
    lack: lackForBrowser,
  },
  {
    name: 'firefox',
    pattern: '\\.firefox\\.fault\\.spec\\.tsx?$',
    enabledBy: 'Firefox (Debian: apt-get install firefox-esr), or FIREFOX_PATH',
    lack: () => (enginePaths.firefox() ? undefined : 'there is no Firefox'),
  },
  {
    name: 'webkit',
    pattern: '\\.webkit\\.fault\\.spec\\.tsx?$',
    enabledBy: 'WebKitGTK and a screen for it (Debian: apt-get install webkit2gtk-driver xvfb)',
    lack: lackForWebKit,
  },
  {
    name: 'proxy',
    pattern: '\\.proxy\\.spec\\.tsx?$',
    enabledBy: 'nginx and HAProxy (Debian: apt-get install nginx-light haproxy)',
    lack: lackForProxies,
  },
  {
    name: 'pooler',
    pattern: '\\.pooler\\.fault\\.spec\\.tsx?$',
    enabledBy: 'PgBouncer (Debian: apt-get install pgbouncer)',
    lack: lackForPooler,
  },
  {
    name: 'locale',
    pattern: '\\.locale\\.fault\\.spec\\.tsx?$',
    enabledBy: "Debian's own PostgreSQL and its locales (apt-get install postgresql locales)",
    lack: lackForLocales,
  },
  {
    name: 'dump',
    pattern: '\\.dump\\.fault\\.spec\\.tsx?$',
    enabledBy: "Debian's own PostgreSQL with its client programs (apt-get install postgresql)",
    lack: lackForDumps,
  },
];

/** The kinds that cannot run here. Throws where one of them is named in REQUIRE (a comma list). */
function skippedKinds(required = process.env.REQUIRE ?? '') {
  const names = required
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = names.find((name) => !kinds.some((kind) => kind.name === name));
  if (unknown)
    throw new Error(
      `REQUIRE=${required}: there is no kind of specs named ${unknown}; there are ${kinds.map(({ name }) => name).join(', ')}`,
    );
  const skipped = kinds.map((kind) => ({ ...kind, reason: kind.lack() })).filter(({ reason }) => reason);
  const missed = skipped.find(({ name }) => names.includes(name));
  if (missed)
    throw new Error(
      `REQUIRE=${required}: the ${missed.name} specs cannot run here: ${missed.reason}. They need ${missed.enabledBy}.`,
    );
  return skipped;
}

function lackForKafka() {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  if (java.status !== 0) return 'there is no Java';
  const version = /version "(\d+)/.exec(java.stderr)?.[1];
  if (!(Number(version) >= 17)) return `Java is version ${version}`;
  if (!onPath('mvn')) return 'there is no Maven (mvn)';
  return undefined;
}

function lackForBrowser() {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) return existsSync(CHROME_PATH) ? undefined : `CHROME_PATH is ${CHROME_PATH}, where there is nothing`;
  const packaged = existsSync(join(__dirname, '../../node_modules/@sparticuz/chromium/bin/chromium.br'));
  if (packaged && process.platform === 'linux' && process.arch === 'x64') return undefined;
  return 'there is no Chromium for this platform in node_modules';
}

function lackForWebKit() {
  const missing = ['webkitDriver', 'webkitBrowser', 'virtualScreen'].find((name) => !enginePaths[name]());
  return (
    missing &&
    `there is no ${{ webkitDriver: 'WebKitWebDriver', webkitBrowser: 'MiniBrowser', virtualScreen: 'Xvfb' }[missing]}`
  );
}

function lackForProxies() {
  if (process.platform !== 'linux') return 'this is not Linux, where one machine has many loopback addresses';
  const missing = ['nginx', 'haproxy', 'openssl'].find((command) => !onPath(command) && !isSystemCommand(command));
  return missing && `there is no ${missing}`;
}

function lackForPooler() {
  return onPath('pgbouncer') || isSystemCommand('pgbouncer') ? undefined : 'there is no PgBouncer';
}

/** The newest PostgreSQL of Debian's; 0 where there is none. */
function debianVersion(...programs) {
  const packages = '/usr/lib/postgresql';
  const versions = existsSync(packages) ? readdirSync(packages).filter((name) => /^\d+$/.test(name)) : [];
  const newest = Math.max(0, ...versions.map(Number));
  return programs.every((program) => existsSync(join(packages, String(newest), 'bin', program))) ? newest : 0;
}

/** The embedded PostgreSQL has no client programs. */
function lackForDumps() {
  return debianVersion('initdb', 'pg_dump', 'pg_restore') === 0
    ? "there is no PostgreSQL of Debian's with pg_dump"
    : undefined;
}

/** The embedded PostgreSQL has no message catalogues. */
function lackForLocales() {
  const newest = debianVersion('initdb');
  if (newest === 0) return "there is no PostgreSQL of Debian's";
  if (!existsSync(`/usr/share/locale/de/LC_MESSAGES/postgres-${newest}.mo`))
    return `PostgreSQL ${newest} has no message catalogues here`;
  return onPath('localedef') && existsSync('/usr/share/i18n/locales/de_DE')
    ? undefined
    : 'there are no locales to make';
}

/** Servers lie where the paths of ordinary users do not lead. */
const isSystemCommand = (command) => ['/usr/sbin', '/usr/local/sbin'].some((path) => existsSync(join(path, command)));

const onPath = (command) => process.env.PATH.split(delimiter).some((directory) => existsSync(join(directory, command)));

module.exports = { skippedKinds };
