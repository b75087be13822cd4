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
  /** DATA_DIR: the cluster lies in its `postgres`, or where its file `postgres.location` says. */
  readonly dataDir: string;
  readonly superuserPassword: string;
  /** On 127.0.0.1; a free one unless given. */
  readonly port?: number;
  /** Settings that win over the ones here, by their names in postgresql.conf. */
  readonly flags?: Flags;
  /** Called when the server ends while nobody stopped it, with the reason. */
  readonly onExit?: (reason: string) => void;
}

export interface EmbeddedPostgres {
  /** By its socket where there is one, otherwise by TCP. Holds the password: not for logs. */
  readonly url: string;
  readonly port: number;
  /** Where the cluster lies. */
  readonly dataDirectory: string;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on a data directory, on 127.0.0.1, a free port, and a socket in its directory, and waits until it
 * takes connections. A cluster is made the first time. One process at a time owns a data directory; a server that a
 * killed owner left behind is stopped first. Throws StartupError, with a line that names the data directory and the
 * cause.
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

// Another start may take the port, the pid file or the claim between two of our steps: then it is looked at anew.
async function launchAndClaim(cluster: Cluster, options: EmbeddedPostgresOptions): Promise<Claimed> {
  const password = options.superuserPassword;
  for (let attempt = 1; ; attempt++) {
    await clearLeftovers(cluster.directory, password);
    removeDeadSockets(cluster.directory);
    const sockets = { unix_socket_directories: socketDirectory(cluster.directory) ?? '' };
    const started = await launch(cluster, { ...settings, ...sockets, ...options.flags }, options.port);
    if ('failure' in started) {
      if (attempt === 20 || !started.worthRetrying)
        throw new StartupError(`PostgreSQL does not start: ${started.failure}`);
      await pause(100, undefined);
      continue;
    }
    const lock = await claimNew(started, password);
    if (lock) return { server: started, lock };
    await started.ended; // another start took it for a leftover, and stops it
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
  // an exit that nobody prepared must not leave the server behind
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
