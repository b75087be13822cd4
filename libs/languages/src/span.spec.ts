import { spanOf, spanSince } from './span.ts';

describe('a span of time', () => {
  it('is counted in the largest unit that it fills', () => {
    expect([0, 59, 60, 3599, 3600, 7300, 86_399, 86_400].map((seconds) => spanOf(seconds))).toEqual([
      { unit: 'second', count: 0 },
      { unit: 'second', count: 59 },
      { unit: 'minute', count: 1 },
      { unit: 'minute', count: 59 },
      { unit: 'hour', count: 1 },
      { unit: 'hour', count: 2 },
      { unit: 'hour', count: 23 },
      { unit: 'day', count: 1 },
    ]);
  });

  it('is 0 if the start is in the future because a clock is wrong', () => {
    const now = Date.parse('2026-01-01T12:00:00Z');
    expect(spanSince('2026-01-01T13:00:00Z', now)).toEqual({ unit: 'second', count: 0 });
    expect(spanSince('2026-01-01T11:59:48Z', now)).toEqual({ unit: 'second', count: 12 });
  });
});
