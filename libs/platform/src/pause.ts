import { setTimeout as delay } from 'node:timers/promises';

/** Waits, or less long where the signal comes first. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);

/** The outcome of `work`, or undefined as soon as the signal comes: what `work` does afterwards is nobody's. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const over = new AbortController();
  const aborted = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { signal: over.signal });
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    over.abort();
  }
}

/** The outcome of `work`, or undefined once so many milliseconds are over or the signal comes. Leaves no timer behind. */
export async function within<T>(ms: number, work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const answered = new AbortController();
  const waited = pause(Math.max(0, ms), AbortSignal.any([signal, answered.signal]));
  try {
    return (await Promise.race([work, waited])) ?? undefined;
  } finally {
    answered.abort();
  }
}
