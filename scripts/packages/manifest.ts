import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonFile } from '../json-file.ts';
import { root } from '../root.ts';
import { filesOf } from './source-files.ts';

const Own = z.object({
  version: z.string(),
  license: z.string(),
  type: z.string().optional(),
  engines: z.record(z.string(), z.string()),
  imports: z.record(z.string(), z.union([z.string(), z.looseObject({ default: z.string().optional() })])),
  dependencies: z.record(z.string(), z.string()),
});
type Own = z.infer<typeof Own>;

/**
 * The package.json of a room that was compiled into `folder`: what it says of versions and packages comes from ours.
 */
export function manifestOf(room: string, description: string, folder: string): object {
  const own = jsonFile(join(root, 'package.json'), Own);
  const imported = importedIn(folder);
  return {
    name: `@colloquy/${room}`,
    version: own.version,
    description,
    license: own.license,
    ...(own.type !== undefined && { type: own.type }),
    engines: own.engines,
    imports: roomsOf(own, imported),
    exports: { './*': `./libs/${room}/src/*.js` },
    dependencies: dependenciesOf(own, imported),
  };
}

/** What the compiled files import that does not lie beside them. */
function importedIn(folder: string): Set<string> {
  const code = filesOf(folder).filter((file) => /\.(?:js|d\.ts)$/.test(file));
  return new Set(code.flatMap((file) => specifiersOf(readFileSync(file, 'utf8'))));
}

const specifiersOf = (code: string): string[] =>
  [...code.matchAll(/(?:\bfrom |\bimport |\bimport\(|\brequire\()(['"])([^.'"][^'"]*)\1/g)].flatMap(
    ([, , name]) => name ?? [],
  );

/** `#contracts/*` and its like, for the rooms that came along. */
function roomsOf({ imports }: Own, imported: ReadonlySet<string>): Record<string, string> {
  const rooms: Record<string, string> = {};
  for (const [pattern, target] of Object.entries(imports)) {
    const isImported = [...imported].some((specifier) => specifier.startsWith(pattern.slice(0, -1)));
    if (isImported && typeof target === 'object' && target.default !== undefined)
      rooms[pattern] = target.default.replace('./dist/', './');
  }
  return rooms;
}

/** In the versions that we are tested with. Whoever reads our types needs Node's, where the code needs Node. */
function dependenciesOf({ dependencies }: Own, imported: ReadonlySet<string>): Record<string, string> {
  const packages = Object.entries(dependencies).filter(([name]) => imported.has(name));
  const node = [...imported].some((specifier) => specifier.startsWith('node:'));
  return { ...Object.fromEntries(packages), ...(node && { '@types/node': '*' }) };
}
