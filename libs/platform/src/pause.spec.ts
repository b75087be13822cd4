import { getEventListeners } from 'node:events';
import { pause } from './pause.ts';

describe('a pause', () => {
  it('ends at once when the signal aborts, or has aborted', async () => {
    const end = new AbortController();
    const waited = pause(60_000, end.signal);
    end.abort();
    await waited;
    await pause(60_000, end.signal);
  });

  it('ends after its time, and leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    const begun = performance.now();
    await pause(20, signal);
    expect(performance.now() - begun).toBeGreaterThan(15);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
