import { WindowCounter } from './window-counter.ts';

describe('a window counter', () => {
  it('lets a key have its points, then has it wait until the window ends', () => {
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
    expect(counter.wait('a', 3)).toBe(60_000); // a window of its own, from the very moment that the other one ended
  });

  it('holds no more keys than it may, and remembers who comes often', () => {
    const counter = new WindowCounter(10);
    counter.add('often', 5);
    for (let n = 0; n < 1000; n++) {
      counter.add(String(n), 1);
      expect(counter.wait('often', 5)).toBeGreaterThan(0);
    }
    expect(counter.size).toBe(10);
  });

  it('does not come to know a key that is only asked about', () => {
    const counter = new WindowCounter(10);
    expect(counter.wait('a', 1)).toBe(0);
    expect(counter.size).toBe(0);
  });
});
