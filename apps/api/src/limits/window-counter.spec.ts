import { WindowCounter } from './window-counter.ts';

describe('a window counter', () => {
  it('allows a key its points, then makes it wait until the window ends', () => {
    let now = 1000;
    const counter = new WindowCounter(10, () => now);
    counter.add('a', 2);
    expect([counter.wait('a', 3), counter.wait('b', 3)]).toEqual([0, 0]);
    counter.add('a', 1);
    now += 59_000;
    expect(counter.wait('a', 3)).toBe(1000);
    now += 1000;
    expect(counter.wait('a', 3)).toBe(0);
    counter.add('a', 1);
    expect(counter.wait('a', 3)).toBe(0);
    counter.add('a', 2);
    expect(counter.wait('a', 3)).toBe(60_000); // a new window, from the moment the first one ended
  });

  it('holds at most the allowed number of keys, and keeps frequent ones', () => {
    const counter = new WindowCounter(10);
    counter.add('often', 5);
    for (let n = 0; n < 1000; n++) {
      counter.add(String(n), 1);
      expect(counter.wait('often', 5)).toBeGreaterThan(0);
    }
    expect(counter.size).toBe(10);
  });

  it('does not add a key that is only checked', () => {
    const counter = new WindowCounter(10);
    expect(counter.wait('a', 1)).toBe(0);
    expect(counter.size).toBe(0);
  });
});
