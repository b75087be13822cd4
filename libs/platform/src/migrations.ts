import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationDirectory } from './migrate';

/**
 * The migrations of every room: `libs/<room>/src/sql/NNNN_name.sql`. A room that has such a directory is found by it.
 * Works from the sources and from `dist`, where the build puts the .sql files beside the compiled code.
 */
export function roomMigrations(): MigrationDirectory[] {
  const libs = join(__dirname, '../..');
  return readdirSync(libs)
    .map((room) => ({ room, directory: join(libs, room, 'src/sql') }))
    .filter(({ directory }) => existsSync(directory));
}
