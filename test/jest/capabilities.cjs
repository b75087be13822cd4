// Detects what this machine lacks for some kinds of specs. Plain JavaScript, because Jest's configuration loads it.
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync } = require('node:fs');
const { delimiter, join } = require('node:path');
const enginePaths = require('./engine-paths.cjs');

/** Kinds of specs that need more than Node and npm: the pattern of their file names, and why they cannot run here. */
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
  {
    name: 'container',
    pattern: '\\.container\\.fault\\.spec\\.tsx?$',
    enabledBy: 'root on Debian, with buildah and runc (apt-get install buildah runc)',
    lack: lackForContainers,
  },
];

/** The kinds that cannot run here. Throws if one of them is listed in REQUIRE (comma-separated). */
function skippedKinds(required = process.env.REQUIRE ?? '') {
  const names = required
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = names.find((name) => !kinds.some((kind) => kind.name === name));
  if (unknown)
    throw new Error(
      `REQUIRE=${required}: unknown kind of specs "${unknown}". Use any of: ${kinds.map(({ name }) => name).join(', ')}`,
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
  if (CHROME_PATH) return existsSync(CHROME_PATH) ? undefined : `CHROME_PATH is ${CHROME_PATH}, which does not exist`;
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
  if (process.platform !== 'linux') return 'they need the many loopback addresses of Linux';
  const missing = ['nginx', 'haproxy', 'openssl'].find((command) => !onPath(command) && !isSystemCommand(command));
  return missing && `there is no ${missing}`;
}

function lackForPooler() {
  return onPath('pgbouncer') || isSystemCommand('pgbouncer') ? undefined : 'there is no PgBouncer';
}

/** The newest major version of Debian's PostgreSQL with these programs; 0 if there is none. */
function debianVersion(...programs) {
  const packages = '/usr/lib/postgresql';
  const versions = existsSync(packages) ? readdirSync(packages).filter((name) => /^\d+$/.test(name)) : [];
  const newest = Math.max(0, ...versions.map(Number));
  return programs.every((program) => existsSync(join(packages, String(newest), 'bin', program))) ? newest : 0;
}

/** The embedded PostgreSQL has no client programs. */
function lackForDumps() {
  return debianVersion('initdb', 'pg_dump', 'pg_restore') === 0
    ? 'there is no Debian PostgreSQL with pg_dump'
    : undefined;
}

/** The embedded PostgreSQL has no message catalogues. */
function lackForLocales() {
  const newest = debianVersion('initdb');
  if (newest === 0) return 'there is no Debian PostgreSQL';
  if (!existsSync(`/usr/share/locale/de/LC_MESSAGES/postgres-${newest}.mo`))
    return `PostgreSQL ${newest} has no message catalogues here`;
  return onPath('localedef') && existsSync('/usr/share/i18n/locales/de_DE')
    ? undefined
    : 'the locale sources are not installed';
}

function lackForContainers() {
  if (process.platform !== 'linux' || process.getuid() !== 0) return 'this process is not root on Linux';
  const missing = ['buildah', 'runc', 'apt-get', 'dpkg-deb'].find((name) => !onPath(name) && !isSystemCommand(name));
  if (missing) return `there is no ${missing}`;
  const lists = '/var/lib/apt/lists';
  const knowsPackages = existsSync(lists) && readdirSync(lists).some((name) => /_Packages(\.\w+)?$/.test(name));
  if (!knowsPackages) return 'apt knows no packages before `apt-get update`';
  // Within a container, the kernel usually refuses them, to root as well.
  const namespaces = spawnSync('unshare', ['--mount', '--pid', '--ipc', '--uts', '--fork', 'true']);
  return namespaces.status === 0 ? undefined : 'this process may not create namespaces';
}

/** Server programs are in directories that are not in the PATH of ordinary users. */
const isSystemCommand = (command) => ['/usr/sbin', '/usr/local/sbin'].some((path) => existsSync(join(path, command)));

const onPath = (command) => process.env.PATH.split(delimiter).some((directory) => existsSync(join(directory, command)));

module.exports = { skippedKinds };
