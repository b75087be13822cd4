import { unlessAborted } from '../unless-aborted.ts';

/**
 * Stops a server with SIGINT: it ends all sessions and writes a checkpoint. After 7 s it sends SIGQUIT, after which the
 * next start recovers from the WAL, because the service must stop within 10 s.
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
