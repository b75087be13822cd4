import { setTimeout as delay } from 'node:timers/promises';

/**
 * Default limit in ms; a longer wait is a hang even on a slow machine. The fault specs, which wait for brokers and
 * leases, set a higher limit in their Jest configuration.
 */
const patienceMs = (globalThis as { patienceMs?: number }).patienceMs ?? 60_000;

/** Waits until a condition holds. Rejects after a minute, after four in `test:faults`, or after `limitMs`. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = patienceMs,
): Promise<void> {
  for (const end = performance.now() + limitMs; performance.now() < end; await delay(5)) if (await holds()) return;
  throw new Error(`waited in vain until ${what}`);
}
