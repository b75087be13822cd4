import { getEventListeners } from 'node:events';
import { pause, unlessAborted, within } from './pause';

const never = new Promise<string>(() => undefined);

describe('waiting', () => {
  let end: AbortController;
  beforeEach(() => (end = new AbortController()));
  afterEach(() => end.abort());

  it('ends at once when the signal comes', async () => {
    const all = [pause(60_000, end.signal), unlessAborted(never, end.signal), within(60_000, never, end.signal)];
    end.abort();
    expect(await Promise.all(all)).toEqual([undefined, undefined, undefined]);
  });

  it('ends when its time is over', async () => {
    expect(await within(1, never, end.signal)).toBeUndefined();
    expect(await within(-1, never, end.signal)).toBeUndefined();
  });

  it('is over with the work, whose outcome it answers', async () => {
    expect(await within(60_000, Promise.resolve('done'), end.signal)).toBe('done');
    expect(await unlessAborted(Promise.resolve('done'), end.signal)).toBe('done');
    await expect(within(60_000, Promise.reject(new Error('no')), end.signal)).rejects.toThrow('no');
  });

  it('leaves nothing at the signal once it is over', async () => {
    await pause(1, end.signal);
    for (let turn = 0; turn < 20; turn++) {
      await within(60_000, Promise.resolve('done'), end.signal);
      await unlessAborted(Promise.resolve('done'), end.signal);
    }
    expect(getEventListeners(end.signal, 'abort')).toEqual([]);
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length).toBeLessThan(20);
  });
});
