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

/** The package.json of a module compiled into `folder`. Versions and dependencies come from the repository's own. */
export function manifestOf(module: string, description: string, folder: string): object {
  const own = jsonFile(join(root, 'package.json'), Own);
  const imported = importedIn(folder);
  return {
    name: `@colloquy/${module}`,
    version: own.version,
    description,
    license: own.license,
    ...(own.type !== undefined && { type: own.type }),
    engines: own.engines,
    imports: modulesOf(own, imported),
    exports: { './*': `./libs/${module}/src/*.js` },
    dependencies: dependenciesOf(own, imported),
  };
}

/** Import specifiers of the compiled files, without relative ones. */
function importedIn(folder: string): Set<string> {
  const code = filesOf(folder).filter((file) => /\.(?:js|d\.ts)$/.test(file));
  return new Set(code.flatMap((file) => specifiersOf(readFileSync(file, 'utf8'))));
}

const specifiersOf = (code: string): string[] =>
  [...code.matchAll(/(?:\bfrom |\bimport |\bimport\(|\brequire\()(['"])([^.'"][^'"]*)\1/g)].flatMap(
    ([, , name]) => name ?? [],
  );

/** The `imports` entries, such as `#contracts/*`, of the modules that the package contains. */
function modulesOf({ imports }: Own, imported: ReadonlySet<string>): Record<string, string> {
  const modules: Record<string, string> = {};
  for (const [pattern, target] of Object.entries(imports)) {
    const isImported = [...imported].some((specifier) => specifier.startsWith(pattern.slice(0, -1)));
    if (isImported && typeof target === 'object' && target.default !== undefined)
      modules[pattern] = target.default.replace('./dist/', './');
  }
  return modules;
}

/** Pins the versions that we test with. Adds Node's types where the code imports Node: our own types refer to them. */
function dependenciesOf({ dependencies }: Own, imported: ReadonlySet<string>): Record<string, string> {
  const packages = Object.entries(dependencies).filter(([name]) => imported.has(name));
  const node = [...imported].some((specifier) => specifier.startsWith('node:'));
  return { ...Object.fromEntries(packages), ...(node && { '@types/node': '*' }) };
}
