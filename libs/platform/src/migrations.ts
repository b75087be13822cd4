import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationDirectory } from './migrate.ts';

/**
 * Finds the migrations of every module: `<libs|apps>/<module>/src/sql/NNNN_name.sql`. Works with the sources and with
 * `dist`, where the build copies the .sql files.
 */
export function moduleMigrations(): MigrationDirectory[] {
  const root = join(import.meta.dirname, '../../..');
  return ['libs', 'apps'].flatMap((layer) =>
    readdirSync(join(root, layer))
      .map((module) => ({ module, directory: join(root, layer, module, 'src/sql') }))
      .filter(({ directory }) => existsSync(directory)),
  );
}
