import { setTimeout as delay } from 'node:timers/promises';

/** Waits, at most until the signal aborts. Pass `undefined` explicitly if nothing may end the pause. */
export const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  delay(milliseconds, undefined, { signal }).catch(() => undefined);
