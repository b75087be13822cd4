import { setTimeout as delay } from 'node:timers/promises';

/** Waits until a condition holds; gives up loudly after twenty seconds, or `limitMs`. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  for (const end = performance.now() + limitMs; performance.now() < end; await delay(5)) if (await holds()) return;
  throw new Error(`waited in vain until ${what}`);
}
