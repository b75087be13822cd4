import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationDirectory } from './migrate.ts';

/**
 * The migrations of every room: `<libs|apps>/<room>/src/sql/NNNN_name.sql`. A room that has such a directory is found
 * by it. Works from the sources and from `dist`, where the build puts the .sql files beside the compiled code.
 */
export function roomMigrations(): MigrationDirectory[] {
  const house = join(import.meta.dirname, '../../..');
  return ['libs', 'apps'].flatMap((floor) =>
    readdirSync(join(house, floor))
      .map((room) => ({ room, directory: join(house, floor, room, 'src/sql') }))
      .filter(({ directory }) => existsSync(directory)),
  );
}
