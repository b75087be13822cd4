import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The programs that build the image, each with the Debian package that contains it. */
const packageOf: Readonly<Record<string, string>> = {
  buildah: 'buildah',
  'apt-get': 'apt',
  'apt-cache': 'apt',
  'dpkg-deb': 'dpkg',
  tar: 'tar',
};

/** One line if this machine cannot build the image: which programs are missing, and where they come from. */
export function missingTools(): string | undefined {
  if (process.platform !== 'linux') return 'Only Linux can build the image without Docker.';
  const missing = Object.keys(packageOf).filter((program) => !isOnPath(program));
  if (missing.length === 0) return undefined;
  const packages = [...new Set(missing.map((program) => packageOf[program]))];
  return `${missing.join(', ')} not found. Install Docker, or on Debian: apt-get install ${packages.join(' ')}`;
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
