import { calendarSpan } from './calendar-span.ts';

describe('a span of the calendar', () => {
  const span = (time: string, now: string) => {
    const { unit, count } = calendarSpan(time, Date.parse(now), 'UTC');
    return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-count, unit);
  };

  it.each([
    ['2026-06-14T23:50Z', '2026-06-15T00:10Z', '20 minutes ago'],
    ['2026-06-14T12:00Z', '2026-06-15T11:59Z', '23 hours ago'],
    ['2026-06-14T12:00Z', '2026-06-15T12:00Z', 'yesterday'],
    ['2026-06-13T23:30Z', '2026-06-15T00:30Z', '2 days ago'],
    ['2026-06-14T00:10Z', '2026-06-15T23:50Z', 'yesterday'],
    ['2026-05-06T12:00Z', '2026-06-15T12:00Z', 'last month'],
    ['2026-01-29T12:00Z', '2026-03-01T12:00Z', '2 months ago'],
    ['2025-05-01T12:00Z', '2026-06-15T12:00Z', 'last year'],
    ['2024-12-01T12:00Z', '2026-01-15T12:00Z', '2 years ago'],
    ['2026-06-15T13:00Z', '2026-06-15T12:00Z', 'now'],
  ])('from %s to %s is %s', (time, now, expected) => {
    expect(span(time, now)).toBe(expected);
  });

  it('uses the reader’s time zone if none is given', () => {
    const here = (day: number, hour: number, minute: number): Date => new Date(2026, 5, day, hour, minute);
    const count = (from: Date, to: Date) => calendarSpan(from.toISOString(), to.getTime()).count;
    expect(count(here(13, 23, 30), here(15, 0, 30))).toBe(2);
    expect(count(here(14, 0, 30), here(15, 23, 30))).toBe(1);
  });
});
