import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from './failure.ts';
import { baseImageOf, makeBaseImage } from './image/base-image.ts';
import { npmVolumes } from './image/npm-access.ts';
import { missingTools } from './image/tools.ts';
import { answerOf, step } from './processes.ts';

export const help = `npm run image [-- --tag <name>] [--archive <file>] [--anyway]: builds the image of docker/Dockerfile with buildah, without Docker
Needs Debian 12, Ubuntu 24.04 or later. The base comes from Debian's packages and from npm, as apt and npm are configured here.
  --tag <name>      name of the image; colloquy:local by default, which docker/compose.yml uses
  --archive <file>  also write the image to a file, for \`docker load\` or \`podman load\`
  --anyway          build with buildah although Docker is running`;

const dockerfile = 'docker/Dockerfile';

export async function main(args: string[]): Promise<void> {
  const { tag, archive, anyway } = parseArgs({
    args,
    options: {
      tag: { type: 'string', default: 'colloquy:local' },
      archive: { type: 'string' },
      anyway: { type: 'boolean', default: false },
    },
  }).values;
  if (!anyway && answerOf('docker', 'info', '--format', '{{.ServerVersion}}') !== undefined)
    throw new Failure(`Docker is running, and builds the image itself: docker build -f ${dockerfile} -t ${tag} .`);
  const missing = missingTools();
  if (missing !== undefined) throw new Failure(missing);
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-image-'));
  try {
    await buildImage(tag, folder);
    if (archive !== undefined) await writeArchive(tag, archive);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`built ${tag}`);
}

/** @param folder for files that only the build needs */
async function buildImage(tag: string, folder: string): Promise<void> {
  const base = baseImageOf(dockerfile);
  const made = await makeBaseImage(folder);
  const volumes = npmVolumes(folder).flatMap((volume) => ['--volume', volume]);
  const isolation = ['--isolation', 'chroot', '--build-context', `${base}=container-image://${made}`];
  // Docker's format, because the other one has no HEALTHCHECK.
  const result = ['--format', 'docker', '--file', dockerfile, '--tag', tag];
  await step(`Building ${tag}`, ['buildah', 'bud', ...isolation, ...volumes, ...result, '.']);
}

async function writeArchive(tag: string, archive: string): Promise<void> {
  rmSync(archive, { force: true }); // buildah writes only new files
  await step(`Writing ${archive}`, ['buildah', 'push', '--quiet', tag, `docker-archive:${archive}:${tag}`]);
}
