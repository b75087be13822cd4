import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Stops a server: at once but cleanly (SIGINT: sessions are cut, a checkpoint is written); after 7 s without one (SIGQUIT: the
 * next start recovers from the log), since the service has promised to be down within 10 s.
 */
export async function stopServer(signal: (name: NodeJS.Signals) => void, ended: Promise<unknown>): Promise<void> {
  signal('SIGINT');
  const patience = new AbortController();
  const late = sleep(7000, 'late', { signal: patience.signal }).catch(() => undefined);
  if ((await Promise.race([ended, late])) === 'late') signal('SIGQUIT');
  patience.abort();
  await ended;
}
