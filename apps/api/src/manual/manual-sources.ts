import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The pages outside of `docs`; their names are those of the repository. */
const pagesElsewhere = [
  'README.md',
  'CHANGELOG.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docker/README.md',
  'libs/client/README.md',
  'libs/consumer/README.md',
];

/** Files without markup that pages link to. */
const plainFilesElsewhere = ['LICENSE', '.env.example'];

const types: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
};
const isPage = (file: string): boolean => file.endsWith('.md');
const isPlain = (file: string): boolean => file.startsWith('docs/examples/') || plainFilesElsewhere.includes(file);

/** The files of the repository that the service shows, with their media types. It reads no other file. */
export function manualSources(root: string): ReadonlyMap<string, string> {
  const docs = existsSync(join(root, 'docs')) ? filesBelow(root, 'docs') : [];
  const elsewhere = docs.length > 0 ? [...pagesElsewhere, ...plainFilesElsewhere] : [];
  return new Map(
    [...docs, ...elsewhere.filter((file) => existsSync(join(root, file)))].flatMap((file) => {
      const type = typeOf(file);
      return type === undefined ? [] : [[file, type] as const];
    }),
  );
}

function typeOf(file: string): string | undefined {
  if (isPage(file)) return 'text/html; charset=utf-8';
  return isPlain(file) ? 'text/plain; charset=utf-8' : types[/\.\w+$/.exec(file)?.[0] ?? ''];
}

const filesBelow = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );
