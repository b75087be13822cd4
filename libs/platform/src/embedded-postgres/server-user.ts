import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { StartupError } from '../startup-error.ts';

/** The user that runs the server: `{}` is the current user, otherwise the ids that root switches to. */
export type ServerUser = { readonly uid?: number; readonly gid?: number };

/**
 * PostgreSQL refuses to run as root. So root switches to the owner of an existing cluster, or else to "postgres" or
 * "nobody", which exist on most systems. Other users run it as themselves. Throws StartupError.
 */
export function serverUser(existingCluster: string | undefined): ServerUser {
  const owner = existingCluster === undefined ? undefined : statSync(existingCluster);
  if (process.getuid?.() !== 0) {
    if (owner && process.getuid && owner.uid !== process.getuid())
      throw new StartupError(
        `${existingCluster} belongs to user id ${owner.uid}, but this process has user id ${process.getuid()}: start as that user or as root`,
      );
    return {};
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const [uid, gid] = [idOf(name, '-u'), idOf(name, '-g')];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new StartupError(
    'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it: start as an ordinary user, or set DATABASE_URL',
  );
}

/** Returns true if the server's user can enter a directory. Tries it, because mode bits do not show ACLs and mounts. */
export function canEnter(user: ServerUser, directory: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function idOf(name: string, flag: '-u' | '-g'): number | undefined {
  const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return answer.status === 0 ? Number(answer.stdout) | 0 : undefined; // | 0: macOS prints nobody's -2 as 4294967294
}
