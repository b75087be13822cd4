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
export function calendarSpan(time: string, now: number, timeZone?: string): CalendarSpan {
  const { unit, count } = spanSince(time, now);
  if (unit !== 'day' && unit !== 'month' && unit !== 'year') return { unit, count, numeric: 'auto' };
  const [from, to] = [dateOf(Date.parse(time), timeZone), dateOf(now, timeZone)];
  if (unit === 'day') return { unit, count: to.day - from.day, numeric: 'auto' };
  return { unit, count, numeric: to[unit] - from[unit] === count ? 'auto' : 'always' };
}

/** The day, month and year of the calendar that a moment lies in, each counted from the beginning of time. */
function dateOf(moment: number, timeZone?: string) {
  const parts = new Map(calendarIn(timeZone).formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const [year = 0, month = 0, day = 0] = [parts.get('year'), parts.get('month'), parts.get('day')];
  return { year, month: year * 12 + month, day: Date.UTC(year, month - 1, day) / 86_400_000 };
}

/** Made once for each zone: that takes longer than everything else here. */
const calendars = new Map<string | undefined, Intl.DateTimeFormat>();

function calendarIn(timeZone?: string): Intl.DateTimeFormat {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const known = calendars.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, ...numeric });
  calendars.set(timeZone, known);
  return known;
}
