import { getEventListeners } from 'node:events';
import { pause } from './pause.ts';

describe('a pause', () => {
  it('ends at once when the signal comes, or came before', async () => {
    const end = new AbortController();
    const waited = pause(60_000, end.signal);
    end.abort();
    await waited;
    await pause(60_000, end.signal);
  });

  it('ends when its time is over, and leaves nothing at the signal', async () => {
    const { signal } = new AbortController();
    const begun = performance.now();
    await pause(20, signal);
    expect(performance.now() - begun).toBeGreaterThan(15);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
