// Jest loads this file without its module resolution, so everything that it imports needs relative paths.
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../libs/platform/src/embedded-postgres.ts';
import { runningServer } from '../../libs/platform/src/embedded-postgres/pid-file.ts';
import { isAlive } from '../../libs/platform/src/process.ts';
import { migrate } from '../../libs/platform/src/migrate.ts';
import { moduleMigrations } from '../../libs/platform/src/migrations.ts';
import { execute, serverUrlVariable, templateDatabase, withDatabase } from '../support/database/test-database.ts';
import { abandonedDirectories, removeDirectory, temporaryDirectory } from '../support/processes/temporary-directory.ts';

/** Values that the global teardown needs. */
export type RunGlobals = typeof globalThis & { stopTestServer?: () => Promise<void> };

// Faster settings that risk data on a power failure. For tests only.
const notDurable = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_compression: 'off',
  max_connections: '200',
  shared_buffers: '128MB',
};

/**
 * Starts one PostgreSQL for the run, with a template database that has every migration. The run fails if it cannot
 * start.
 */
export default async function setup(): Promise<void> {
  sweepAbandoned();
  const directory = temporaryDirectory();
  try {
    const server = await startTestServer(directory);
    process.env[serverUrlVariable] = server.url;
  } catch (error) {
    removeDirectory(directory);
    throw error;
  }
}

async function startTestServer(directory: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDir: join(directory, 'data'),
    superuserPassword: 'test',
    flags: notDurable,
    onExit: (reason) => console.error(`the test server ended: ${reason}`),
  });
  endWith(directory);
  (globalThis as RunGlobals).stopTestServer = () => server.stop();
  const template = withDatabase(server.url, templateDatabase);
  await execute(server.url, `create database ${templateDatabase}`);
  await migrate(template, moduleMigrations());
  return server;
}

// Removes the directory however the run ends, except by SIGKILL. Its launcher stops the server first, on exit.
function endWith(directory: string): void {
  process.once('exit', () => removeDirectory(directory));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}

function sweepAbandoned(): void {
  for (const directory of abandonedDirectories(isAlive)) {
    const server = runningServer(join(directory, 'data/postgres'));
    if (server) process.kill(server.pid, 'SIGQUIT');
    removeDirectory(directory);
  }
}
