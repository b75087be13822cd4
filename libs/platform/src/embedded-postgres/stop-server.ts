import { unlessAborted } from '../unless-aborted.ts';

/**
 * Stops a server: at once but cleanly (SIGINT: sessions are cut, a checkpoint is written); after 7 s without one
 * (SIGQUIT: the next start recovers from the log), since the service has promised to be down within 10 s.
 */
export async function stopServer(signal: (name: NodeJS.Signals) => void, ended: Promise<unknown>): Promise<void> {
  signal('SIGINT');
  const late = AbortSignal.timeout(7000);
  const hasEnded = await unlessAborted(
    ended.then(() => true),
    late,
  );
  if (hasEnded !== true) signal('SIGQUIT');
  await ended;
}
