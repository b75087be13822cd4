import { setTimeout as delay } from 'node:timers/promises';

/** Waits, or less long where the signal comes first. Without a signal only what nobody ends: say `undefined` then. */
export const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  delay(milliseconds, undefined, { signal }).catch(() => undefined);
