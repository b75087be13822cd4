import { dataDirError, openDataDir } from './data-dir.ts';
import { openCluster, type Cluster } from './embedded-postgres/cluster.ts';
import { clearLeftovers, wrongPassword } from './embedded-postgres/leftover-server.ts';
import { claim, type OwnerLock } from './embedded-postgres/owner-lock.ts';
import { launch, type Flags, type Postmaster } from './embedded-postgres/postmaster.ts';
import { settings } from './embedded-postgres/settings.ts';
import { removeDeadSockets, serverUrl, socketDirectory } from './embedded-postgres/socket.ts';
import { stopServer } from './embedded-postgres/stop-server.ts';
import { pause } from './pause.ts';
import { StartupError } from './startup-error.ts';
import { errorCode } from './error-code.ts';

export interface EmbeddedPostgresOptions {
  /** DATA_DIR. The cluster is in its `postgres` directory, or where its file `postgres.location` points. */
  readonly dataDir: string;
  readonly superuserPassword: string;
  /** Port on 127.0.0.1. A free one by default. */
  readonly port?: number;
  /** Settings that override the defaults, by their names in postgresql.conf. */
  readonly flags?: Flags;
  /** Called with the reason if the server ends without `stop`. */
  readonly onExit?: (reason: string) => void;
}

export interface EmbeddedPostgres {
  /** Uses its socket if there is one, otherwise TCP. Contains the password: do not log it. */
  readonly url: string;
  readonly port: number;
  /** Directory of the cluster. */
  readonly dataDirectory: string;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on a data directory, on 127.0.0.1 with a free port and on a socket in its directory, and waits
 * until it accepts connections. Creates the cluster the first time. One process at a time owns a data directory; the
 * server of a killed owner is stopped first. Throws StartupError, with the data directory and the cause in one line.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = openDataDir(options.dataDir);
  try {
    const cluster = await openCluster(dataDir, options.superuserPassword);
    const { server, lock } = await launchAndClaim(cluster, options);
    return supervise(server, lock, cluster, options);
  } catch (error) {
    throw dataDirError(dataDir, error);
  }
}

type Claimed = { readonly server: Postmaster; readonly lock: OwnerLock };

// Another start may take the port, the pid file or the claim between two of these steps, so they are repeated.
async function launchAndClaim(cluster: Cluster, options: EmbeddedPostgresOptions): Promise<Claimed> {
  const password = options.superuserPassword;
  for (let attempt = 1; ; attempt++) {
    await clearLeftovers(cluster.directory, password);
    removeDeadSockets(cluster.directory);
    const sockets = { unix_socket_directories: socketDirectory(cluster.directory) ?? '' };
    const started = await launch(cluster, { ...settings, ...sockets, ...options.flags }, options.port);
    if ('failure' in started) {
      if (attempt === 20 || !started.worthRetrying)
        throw new StartupError(`PostgreSQL did not start: ${started.failure}`);
      await pause(100, undefined);
      continue;
    }
    const lock = await claimNew(started, password);
    if (lock) return { server: started, lock };
    await started.ended; // another start considers it a leftover, and stops it
  }
}

async function claimNew(server: Postmaster, password: string): Promise<OwnerLock | undefined> {
  try {
    return await claim({ port: server.port, password });
  } catch (error) {
    await stopServer(server.signal, server.ended);
    if (errorCode(error) === '28P01') throw wrongPassword(error);
    throw error;
  }
}

function supervise(
  server: Postmaster,
  lock: OwnerLock,
  cluster: Cluster,
  options: EmbeddedPostgresOptions,
): EmbeddedPostgres {
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    lock.letGo();
    return stopServer(server.signal, server.ended);
  };
  // Stops the server even if the process exits without calling `stop`.
  const lastResort = (): void => server.signal('SIGINT');
  process.once('exit', lastResort);
  const endedBy = (reason: string): void => {
    process.off('exit', lastResort);
    lock.letGo();
    if (!stopping) options.onExit?.(reason);
  };
  server.ended.then(endedBy, endedBy);
  const { port } = server;
  return {
    url: serverUrl({ cluster: cluster.directory, port, password: options.superuserPassword }),
    port,
    dataDirectory: cluster.directory,
    stop: () => (stopping ??= stop()),
  };
}
