import { GrowingPause, retry } from './retry.ts';

describe('growing pauses', () => {
  it('double up to the longest, and start again after a reset', () => {
    const pauses = new GrowingPause({ first: 100, longest: 500 });
    expect(Array.from({ length: 5 }, () => pauses.next())).toEqual([100, 200, 400, 500, 500]);
    pauses.reset();
    expect([pauses.next(), pauses.next()]).toEqual([100, 200]);
  });
});

describe('retrying', () => {
  const end = new AbortController();
  const failures: unknown[] = [];
  const failed = (error: unknown): void => void failures.push(error);
  const failing = (times: number) => {
    let attempts = 0;
    return async (): Promise<number> => {
      attempts += 1;
      if (attempts <= times) throw new Error(`failure ${attempts}`);
      return attempts;
    };
  };
  beforeEach(() => failures.splice(0));

  it('continues until it succeeds, and reports each failure', async () => {
    expect(await retry(failing(2), { first: 1, longest: 1, signal: end.signal, failed })).toBe(3);
    expect(failures).toEqual([new Error('failure 1'), new Error('failure 2')]);
  });

  it('stops with an error that must not be retried', async () => {
    const refuse = (error: unknown): never => {
      throw error;
    };
    const attempt = failing(1);
    await expect(retry(attempt, { first: 1, longest: 1, signal: end.signal, failed: refuse })).rejects.toThrow(
      'failure 1',
    );
    expect(await attempt()).toBe(2);
  });

  it('stops during a pause when the signal aborts', async () => {
    const ending = new AbortController();
    const tried = retry(failing(1), {
      first: 60_000,
      longest: 60_000,
      signal: ending.signal,
      failed: () => setImmediate(() => ending.abort()),
    });
    expect(await tried).toBeUndefined();
  });

  it('attempts nothing after the signal has aborted', async () => {
    const attempt = failing(0);
    expect(await retry(attempt, { first: 1, longest: 1, signal: AbortSignal.abort(), failed })).toBeUndefined();
    expect(await attempt()).toBe(1);
  });
});
