import type { Config } from './config.ts';
import { openDataDir } from './data-dir.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { openCluster } from './embedded-postgres/cluster.ts';
import { runningServer } from './embedded-postgres/pid-file.ts';
import { serverUrl } from './embedded-postgres/socket.ts';
import { secretsOf } from './foundation.ts';

/** The database of this installation, open for one command. */
export interface CommandDatabase {
  /** Holds the password: not for logs. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Finds the database for an operator's command: the one that DATABASE_URL names, the embedded one that the running
 * service has started, or else the embedded one, started for as long as the command takes.
 * @throws StartupError
 */
export async function openCommandDatabase(config: Config): Promise<CommandDatabase> {
  if (config.DATABASE_URL !== undefined) return { url: config.DATABASE_URL, close: () => Promise.resolve() };
  const { postgresPassword } = secretsOf(config);
  const { directory } = await openCluster(openDataDir(config.DATA_DIR), postgresPassword);
  const server = runningServer(directory);
  if (server?.ready === true) {
    const url = serverUrl({ cluster: directory, port: server.port, password: postgresPassword });
    return { url, close: () => Promise.resolve() };
  }
  const embedded = await startEmbeddedPostgres({ dataDir: config.DATA_DIR, superuserPassword: postgresPassword });
  return { url: embedded.url, close: () => embedded.stop() };
}

/**
 * The same for a command that works while the service is stopped: the embedded database is started, and never shared.
 * @throws StartupError while the service has it
 */
export async function openRestingDatabase(config: Config): Promise<CommandDatabase> {
  if (config.DATABASE_URL !== undefined) return { url: config.DATABASE_URL, close: () => Promise.resolve() };
  const embedded = await startEmbeddedPostgres({
    dataDir: config.DATA_DIR,
    superuserPassword: secretsOf(config).postgresPassword,
    onExit: (reason) => void process.stderr.write(`The embedded PostgreSQL ended: ${reason}\n`),
  });
  return { url: embedded.url, close: () => embedded.stop() };
}
