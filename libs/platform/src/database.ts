import type { Config } from './config.ts';
import { openDataDir } from './data-dir.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { openCluster } from './embedded-postgres/cluster.ts';
import { runningServer } from './embedded-postgres/pid-file.ts';
import { serverUrl } from './embedded-postgres/socket.ts';
import { secretsOf } from './foundation.ts';

/** The database of this installation, opened for one command. */
export interface CommandDatabase {
  /** Contains the password: do not log it. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens the database for an operator's command: that of MIGRATE_DATABASE_URL or DATABASE_URL, the embedded one that the running service
 * started, or else the embedded one, started for the duration of the command.
 * @throws StartupError
 */
export async function openCommandDatabase(config: Config): Promise<CommandDatabase> {
  if (config.DATABASE_URL !== undefined) return external(config, config.DATABASE_URL);
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
 * The same for a command that requires a stopped service: the embedded database is started, and not shared.
 * @throws StartupError while the service uses it
 */
export async function openRestingDatabase(config: Config): Promise<CommandDatabase> {
  if (config.DATABASE_URL !== undefined) return external(config, config.DATABASE_URL);
  const embedded = await startEmbeddedPostgres({
    dataDir: config.DATA_DIR,
    superuserPassword: secretsOf(config).postgresPassword,
    onExit: (reason) => void process.stderr.write(`The embedded PostgreSQL ended: ${reason}\n`),
  });
  return { url: embedded.url, close: () => embedded.stop() };
}

/** Commands may create and drop tables, so they connect as the owner. */
const external = ({ MIGRATE_DATABASE_URL }: Config, databaseUrl: string): CommandDatabase => ({
  url: MIGRATE_DATABASE_URL ?? databaseUrl,
  close: () => Promise.resolve(),
});
