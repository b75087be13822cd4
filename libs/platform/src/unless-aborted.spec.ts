import { getEventListeners } from 'node:events';
import { unlessAborted } from './unless-aborted.ts';

const never = new Promise<string>(() => undefined);

describe('work that a signal can abort', () => {
  let end: AbortController;
  beforeEach(() => (end = new AbortController()));

  it('resolves to undefined as soon as a signal aborts, or if one has aborted', async () => {
    const waited = unlessAborted(never, new AbortController().signal, end.signal);
    end.abort();
    expect(await waited).toBeUndefined();
    expect(await unlessAborted(never, end.signal)).toBeUndefined();
  });

  it('resolves to undefined after its time', async () => {
    expect(await unlessAborted(never, end.signal, AbortSignal.timeout(1))).toBeUndefined();
  });

  it('resolves or rejects as the work does', async () => {
    expect(await unlessAborted(Promise.resolve('done'), end.signal)).toBe('done');
    await expect(unlessAborted(Promise.reject(new Error('no')), end.signal)).rejects.toThrow('no');
  });

  it('leaves no listener on the signal', async () => {
    for (let turn = 0; turn < 20; turn++) await unlessAborted(Promise.resolve('done'), end.signal);
    expect(getEventListeners(end.signal, 'abort')).toEqual([]);
  });
});
