import { pause } from '../pause.ts';
import { StartupError } from '../startup-error.ts';
import { claim, isClaimed } from './owner-lock.ts';
import { removeMisleadingPidFile, runningServer, type RunningServer } from './pid-file.ts';
import { stopServer } from './stop-server.ts';
import { errorCode } from '../error-code.ts';

/**
 * Ensures that no server runs on this cluster: stops the server of a killed owner. Throws StartupError if its owner
 * runs.
 */
export async function clearLeftovers(directory: string, password: string): Promise<void> {
  for (;;) {
    const server = runningServer(directory);
    if (!server) return removeMisleadingPidFile(directory);
    if ((await settledState(server, directory, password)) === 'gone') continue;
    // Claimed while it stops, so that only one of two starts stops it and the other does not count it as running.
    const lock = await claim({ port: server.port, password }).catch(() => undefined);
    if (!lock) continue;
    lock.letGo();
    await stopServer((signal) => process.kill(server.pid, signal), vanished(server.pid, directory));
  }
}

// Milliseconds that a state must last to count: a new server is free until its owner has connected, and the session of
// a killed owner takes a moment to end.
const lasting = { free: 500, claimed: 1000, silent: 30_000 } as const;

async function settledState(server: RunningServer, directory: string, password: string): Promise<'free' | 'gone'> {
  let state = await stateOf(server.port, password);
  let since = Date.now();
  while (runningServer(directory)?.pid === server.pid) {
    if (Date.now() - since >= lasting[state]) {
      if (state === 'free') return 'free';
      const what =
        state === 'claimed'
          ? 'another Colloquy is already running on it'
          : 'its database is already running and does not respond';
      throw new StartupError(`${what} (PostgreSQL has process id ${server.pid})`);
    }
    await pause(50, undefined);
    const now = await stateOf(runningServer(directory)?.port ?? server.port, password);
    if (now !== state) [state, since] = [now, Date.now()];
  }
  return 'gone';
}

async function stateOf(port: number, password: string): Promise<keyof typeof lasting> {
  try {
    return (await isClaimed({ port, password })) ? 'claimed' : 'free';
  } catch (error) {
    if (errorCode(error) === '28P01') throw wrongPassword(error);
    return 'silent';
  }
}

/** The error for a cluster that rejects its stored password. */
export function wrongPassword(cause: unknown): StartupError {
  return new StartupError(
    'its database rejects the password in secrets.json: the file was replaced. Restore the old one',
    { cause },
  );
}

async function vanished(pid: number, directory: string): Promise<void> {
  while (runningServer(directory)?.pid === pid) await pause(20, undefined);
}
