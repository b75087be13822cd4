import { calendarSpan } from './calendar-span.ts';

describe('a span of the calendar', () => {
  const span = (time: string, now: string, zone = 'UTC') => {
    const { unit, count, numeric } = calendarSpan(time, Date.parse(now), zone);
    return new Intl.RelativeTimeFormat('en', { numeric }).format(-count, unit);
  };

  it.each([
    ['2026-06-14T23:50Z', '2026-06-15T00:10Z', '20 minutes ago'],
    ['2026-06-14T12:00Z', '2026-06-15T11:59Z', '23 hours ago'],
    ['2026-06-14T12:00Z', '2026-06-15T12:00Z', 'yesterday'],
    ['2026-06-13T23:30Z', '2026-06-15T00:30Z', '2 days ago'],
    ['2026-06-14T00:10Z', '2026-06-15T23:50Z', 'yesterday'],
    ['2026-05-06T12:00Z', '2026-06-15T12:00Z', 'last month'],
    ['2026-01-29T12:00Z', '2026-03-01T12:00Z', '1 month ago'],
    ['2025-05-01T12:00Z', '2026-06-15T12:00Z', 'last year'],
    ['2024-12-01T12:00Z', '2026-01-15T12:00Z', '1 year ago'],
    ['2026-06-15T13:00Z', '2026-06-15T12:00Z', 'now'],
  ])('from %s to %s is %s', (time, now, said) => {
    expect(span(time, now)).toBe(said);
  });

  it('has the days of the reader’s own zone', () => {
    expect(span('2026-06-13T23:30Z', '2026-06-15T00:30Z', 'Europe/Berlin')).toBe('yesterday');
    expect(span('2026-06-13T23:30Z', '2026-06-15T00:30Z', 'Asia/Tokyo')).toBe('yesterday');
    expect(span('2026-06-14T12:30Z', '2026-06-15T15:30Z', 'Asia/Tokyo')).toBe('2 days ago');
  });

  it('is told where an hour is left out or comes twice', () => {
    expect(span('2026-03-28T12:00Z', '2026-03-29T12:00Z', 'Europe/Berlin')).toBe('yesterday');
    expect(span('2026-10-25T00:00Z', '2026-10-26T00:00Z', 'Europe/Berlin')).toBe('yesterday');
  });
});
