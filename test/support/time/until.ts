import { setTimeout as delay } from 'node:timers/promises';

/**
 * Longer is a hang, on however slow a machine. The failures, which wait for brokers and leases, say a longer one in
 * their configuration.
 */
const patienceMs = (globalThis as { patienceMs?: number }).patienceMs ?? 60_000;

/** Waits until a condition holds; gives up loudly after a minute, four in `test:faults`, or `limitMs`. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = patienceMs,
): Promise<void> {
  for (const end = performance.now() + limitMs; performance.now() < end; await delay(5)) if (await holds()) return;
  throw new Error(`waited in vain until ${what}`);
}
