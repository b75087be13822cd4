import { pauseBefore } from './recovery.ts';

describe('a page that could not be loaded', () => {
  it('asks again by itself, less and less often, and at least twice a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 60].map((attempts) => pauseBefore(attempts, 0))).toEqual([
      2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('waits as long as the service asks for', () => {
    expect(pauseBefore(0, 45)).toBe(45_000);
    expect(pauseBefore(1, 1)).toBe(4000);
  });
});
