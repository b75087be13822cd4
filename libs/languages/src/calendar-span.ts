import { spanSince } from './span.ts';

type Unit = ReturnType<typeof spanSince>['unit'];

/** A span as it is said: "yesterday" and "last month" are days and months of the calendar. */
export interface CalendarSpan {
  readonly unit: Unit;
  readonly count: number;
  /** By its word, where the language has one ("yesterday"); else by its number ("1 month ago"). */
  readonly numeric: 'auto' | 'always';
}

/**
 * How long before `now` (epoch milliseconds) a time was, in the largest unit that it fills. From a day on by the calendar: what was 25 hours ago can be two days
 * old. Where months or years of the calendar are not as many as were filled, those that were filled are said by their number.
 * @param timeZone absent: the reader's own
 */
export function calendarSpan(time: string, now: number, timeZone?: 'UTC'): CalendarSpan {
  const { unit, count } = spanSince(time, now);
  const [from, to] = [dateOf(Date.parse(time), timeZone), dateOf(now, timeZone)];
  if (unit === 'day') return { unit, count: to.day - from.day, numeric: 'auto' };
  const isSaid = (unit !== 'month' && unit !== 'year') || to[unit] - from[unit] === count;
  return { unit, count, numeric: isSaid ? 'auto' : 'always' };
}

/** The day, month and year of the calendar that a moment lies in, each counted from the beginning of time. */
function dateOf(moment: number, timeZone?: 'UTC') {
  const shift = timeZone ? 0 : new Date(moment).getTimezoneOffset() * 60_000;
  const there = new Date(moment - shift);
  const year = there.getUTCFullYear();
  return { year, month: year * 12 + there.getUTCMonth(), day: Math.floor(+there / 86_400_000) };
}
