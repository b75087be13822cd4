import { inTurns, mapInTurns } from './in-turns.ts';

/** Needs this time for its first step, on a slow machine more. */
function* busy(milliseconds: number, log: string[]): Generator<undefined, string> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
  yield;
  log.push('work');
  return 'done';
}

describe('long work with pauses', () => {
  it('returns its result, and lets other callbacks run in between', async () => {
    const log: string[] = [];
    setImmediate(() => log.push('other'));
    expect(await inTurns(busy(50, log))).toBe('done');
    expect(log).toEqual(['other', 'work']);
  });

  it('maps items one by one, and lets other callbacks run first', async () => {
    const log: string[] = [];
    setImmediate(() => log.push('other'));
    const mapped = mapInTurns([20, 20], (milliseconds) => {
      Array.from(busy(milliseconds, log));
      return milliseconds;
    });
    expect(await mapped).toEqual([20, 20]);
    expect(log).toEqual(['work', 'other', 'work']);
  });

  it('fails if a step fails', async () => {
    const failing = (function* (): Generator<undefined, never> {
      yield;
      throw new Error('no');
    })();
    await expect(inTurns(failing)).rejects.toThrow('no');
  });
});
