import { getEventListeners } from 'node:events';
import { unlessAborted } from './unless-aborted.ts';

const never = new Promise<string>(() => undefined);

describe('work that a signal may cut short', () => {
  let end: AbortController;
  beforeEach(() => (end = new AbortController()));

  it('answers nothing as soon as one of its signals comes, or when it came before', async () => {
    const waited = unlessAborted(never, new AbortController().signal, end.signal);
    end.abort();
    expect(await waited).toBeUndefined();
    expect(await unlessAborted(never, end.signal)).toBeUndefined();
  });

  it('answers nothing when its time is over', async () => {
    expect(await unlessAborted(never, end.signal, AbortSignal.timeout(1))).toBeUndefined();
  });

  it('answers what it comes to, and fails as it does', async () => {
    expect(await unlessAborted(Promise.resolve('done'), end.signal)).toBe('done');
    await expect(unlessAborted(Promise.reject(new Error('no')), end.signal)).rejects.toThrow('no');
  });

  it('leaves nothing at the signal', async () => {
    for (let turn = 0; turn < 20; turn++) await unlessAborted(Promise.resolve('done'), end.signal);
    expect(getEventListeners(end.signal, 'abort')).toEqual([]);
  });
});
