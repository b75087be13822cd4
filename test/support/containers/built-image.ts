import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';

const root = join(import.meta.dirname, '../../..');

/** How the image wants to be run: fields of its configuration in Docker's format. */
interface ImageConfig {
  readonly User: string;
  readonly Env: readonly string[];
  readonly WorkingDir: string;
  readonly Healthcheck: { readonly Test: readonly string[] };
}

/** The image of this checkout, in a store of its own. */
export interface BuiltImage {
  readonly config: ImageConfig;
  /** The directory that shows its root file system. Containers must not change it. */
  readonly files: string;
  remove(): Promise<void>;
}

/** Builds the image with `npm run image`. Takes one to two minutes. */
export async function buildImage(): Promise<BuiltImage> {
  const directory = temporaryDirectory();
  const store = { graphroot: join(directory, 'images'), runroot: join(directory, 'mounts') };
  const driver = execFileSync('buildah', ['info', '--format', '{{.store.GraphDriverName}}'], { encoding: 'utf8' });
  const lines = Object.entries({ driver, ...store }).map(([name, value]) => `${name} = "${value}"`);
  writeFileSync(join(directory, 'storage.conf'), ['[storage]', ...lines, ''].join('\n'));
  const env = { ...process.env, CONTAINERS_STORAGE_CONF: join(directory, 'storage.conf') };
  const run = async (program: string, ...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(program, args, { cwd: root, env });
    return stdout.trim();
  };
  const tag = 'colloquy:specs';
  await run(process.execPath, 'scripts/run.mjs', 'image', '--anyway', '--tag', tag);
  const inspected = await run('buildah', 'inspect', '--type', 'image', tag);
  const { Docker: docker } = JSON.parse(inspected) as { Docker: { config: ImageConfig } };
  const container = await run('buildah', 'from', '--pull-never', tag);
  return {
    config: docker.config,
    files: await run('buildah', 'mount', container),
    remove: async () => {
      await run('buildah', 'rm', container);
      removeDirectory(directory);
    },
  };
}
