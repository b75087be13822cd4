import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readConfig } from '#platform/config';
import { openCommandDatabase } from '#platform/database';
import { dropDatabase, execute, withDatabase } from '#test/support/database/test-database';
import { debianPrograms, startDebianPostgres } from '#test/support/database/debian-postgres';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { newsroomEnvironment } from './newsroom.ts';
import { type Backups, run } from './restored-site.ts';

/** Backups by pg_dump from PostgreSQL 15 while the service runs, restored into a new database. */
export async function dumps(): Promise<Backups> {
  const server = await startDebianPostgres();
  const dataDir = temporaryDirectory();
  const file = join(dataDir, 'backup.dump');
  const url = withDatabase(server.url, 'colloquy');
  await execute(server.url, 'create database colloquy');
  return {
    dataDir,
    isCold: false,
    environment: { ...newsroomEnvironment, DATABASE_URL: url, ENCRYPTION_KEY: randomBytes(32).toString('base64') },
    take: () =>
      run(join(debianPrograms(), 'pg_dump'), '--format=custom', '--no-unlogged-table-data', '--file', file, url),
    putBack: async () => {
      await dropDatabase(server.url, 'colloquy');
      await execute(server.url, 'create database colloquy');
      await run(join(debianPrograms(), 'pg_restore'), '--exit-on-error', '--dbname', url, file);
    },
    databaseUrl: () => Promise.resolve(url),
    remove: async () => {
      await server.stop();
      removeDirectory(dataDir);
    },
  };
}

/** Backups by copying the data directory with the embedded PostgreSQL while the service is stopped. */
export function coldCopies(): Backups {
  const [dataDir, copy] = [temporaryDirectory(), temporaryDirectory()];
  // Keeps the owners of the files: when tests run as root, PostgreSQL runs as another user.
  const clone = (from: string, to: string): Promise<void> => run('cp', '-a', '-T', from, to);
  return {
    dataDir,
    isCold: true,
    environment: { ...newsroomEnvironment },
    take: () => clone(dataDir, copy),
    putBack: async () => {
      removeDirectory(dataDir);
      await clone(copy, dataDir);
    },
    databaseUrl: async () => (await openCommandDatabase(readConfig({ DATA_DIR: dataDir }))).url,
    remove: async () => [dataDir, copy].forEach(removeDirectory),
  };
}
