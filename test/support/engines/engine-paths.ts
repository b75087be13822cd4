import { join } from 'node:path';

type Path = () => string | undefined;
type Paths = Readonly<Record<'firefox' | 'webkitDriver' | 'webkitBrowser' | 'virtualScreen', Path>>;

/** The same that says before the run which engines there are. */
const enginePaths = require(join(import.meta.dirname, '../../jest/engine-paths.cjs')) as Paths;

export function pathOf(engine: keyof Paths): string {
  const path = enginePaths[engine]();
  if (path === undefined) throw new Error(`there is no ${engine} here`);
  return path;
}
