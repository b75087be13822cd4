import type { Problem } from '#client/problem';
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useDesk } from '../desk/desk-context.ts';
import { isPassing } from '../service/problem.ts';
import { pauseBefore } from './recovery.ts';

/**
 * Retries while a passing failure is shown: at once when the network is back, when the live stream is connected again or
 * after a new sign-in, and from time to time.
 */
export function useRecovery(problem: Problem, retry: () => void): void {
  const { live, session } = useDesk();
  const newest = useRef(retry);
  newest.current = retry;
  const { status, retryAfterSeconds } = problem;
  useEffect(() => {
    if (!isPassing(problem) && status !== 401) return undefined;
    let attempts = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const plan = (): void => {
      clearTimeout(timer);
      // Only signing in helps there.
      if (status !== 401) timer = setTimeout(ask, pauseBefore(attempts++, retryAfterSeconds));
    };
    const ask = (): void => {
      newest.current();
      plan();
    };
    const askNow = (): void => {
      attempts = 0;
      ask();
    };
    plan();
    addEventListener('online', askNow);
    const stop = whenTurnsTrue(() => live.connected.value && session.state.value.kind === 'open', askNow);
    return () => {
      clearTimeout(timer);
      removeEventListener('online', askNow);
      stop();
    };
  }, [status, retryAfterSeconds, live, session]);
}

function whenTurnsTrue(isTrue: () => boolean, act: () => void): () => void {
  let before = true;
  return effect(() => {
    const now = isTrue();
    // Not within the effect: what is read there is nothing to wait for.
    if (now && !before) queueMicrotask(act);
    before = now;
  });
}
