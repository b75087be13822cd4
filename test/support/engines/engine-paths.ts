import { join } from 'node:path';

type Path = () => string | undefined;
type Paths = Readonly<Record<'firefox' | 'webkitDriver' | 'webkitBrowser' | 'virtualScreen', Path>>;

/** The module with which the global setup lists the installed engines before the run. */
const enginePaths = require(join(import.meta.dirname, '../../jest/engine-paths.cjs')) as Paths;

export function pathOf(engine: keyof Paths): string {
  const path = enginePaths[engine]();
  if (path === undefined) throw new Error(`${engine} is not installed`);
  return path;
}
