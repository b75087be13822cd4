import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from '../failure.ts';
import { answerOf, step } from '../processes.ts';

/** A shell, the programs that scripts use, and the library of C++ that Node needs. */
const wanted = ['base-files', 'dash', 'coreutils', 'libstdc++6'];

/** Unpacks these packages and the libraries they need, in the versions that apt would install here. */
export async function unpackDebian(folder: string, files: string): Promise<void> {
  const packages = withLibraries(wanted);
  const downloads = join(folder, 'debs');
  mkdirSync(downloads);
  await step(`Downloading ${packages.length} Debian packages`, ['apt-get', 'download', ...packages], downloads);
  linkIntoUsr(files);
  const archives = readdirSync(downloads).map((archive) => join(downloads, archive));
  await step('Unpacking them', ['sh', '-e', '-c', unpack, 'sh', files, ...archives]);
  listPackages(files, archives);
  const shell = join(files, 'usr/bin/sh');
  if (!existsSync(shell)) symlinkSync('dash', shell);
  for (const unused of ['man', 'locale', 'info', 'lintian'])
    rmSync(join(files, 'usr/share', unused), { recursive: true, force: true });
}

// dpkg-deb --extract would replace the links into /usr by directories.
const unpack = `into="$1"; shift
for archive; do dpkg-deb --fsys-tarfile "$archive" | tar --extract --keep-directory-symlink --directory "$into"; done`;

/** Since Debian 12, these directories are links, but packages still contain files with the old paths. */
function linkIntoUsr(files: string): void {
  for (const directory of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(files, 'usr', directory), { recursive: true });
    symlinkSync(`usr/${directory}`, join(files, directory));
  }
}

/** Security scanners read in this directory which packages are installed. */
function listPackages(files: string, archives: readonly string[]): void {
  const status = join(files, 'var/lib/dpkg/status.d');
  mkdirSync(status, { recursive: true });
  for (const archive of archives) {
    const [name = ''] = basename(archive).split('_');
    writeFileSync(join(status, name), answerOf('dpkg-deb', '--field', archive) ?? '');
  }
}

function withLibraries(names: readonly string[]): string[] {
  const all = new Set(names);
  for (let fresh = [...names]; fresh.length > 0; fresh.forEach((name) => all.add(name)))
    fresh = librariesOf(fresh).filter((name) => !all.has(name));
  return [...all];
}

const relations = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'];

/** Other dependencies, such as debconf, are for the installation only. */
function librariesOf(names: readonly string[]): string[] {
  const answer = answerOf('apt-cache', 'depends', ...relations.map((relation) => `--no-${relation}`), ...names);
  if (answer === undefined) throw new Failure('apt knows no packages yet: run `apt-get update` first');
  return [...answer.matchAll(/^ +\|?(?:Pre)?Depends: ((?:lib|gcc-)\S+)$/gm)].map(([, name]) => String(name));
}
