/**
 * Local time in a time zone, by the rules of the zone: a day has 23, 24 or 25 hours, or is skipped completely. Times are
 * milliseconds since 1970.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone's offset from UTC at a moment, in milliseconds; positive: ahead of UTC. */
export function offsetAt(time: number, timeZone: string): number {
  const named = formatOf(timeZone).format(time);
  const [, sign, hours, minutes = '0'] = /GMT([+-])(\d+)(?::(\d+))?/.exec(named) ?? [];
  if (hours === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs;
}

/**
 * The moments at which local clocks show a time, earliest first: two if clocks are set back past it, none if they are set
 * forward past it.
 * @param wall in the format of `<input type="datetime-local">`: 2026-11-23T18:30
 */
export function momentsOf(wall: string, timeZone: string): number[] {
  const asUtc = Date.parse(`${wall}Z`);
  // JavaScript engines parse February 30 as a day in March.
  if (!wallShape.test(wall) || Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(wall)) return [];
  // No zone is more than 14 hours from UTC, and no two changes of an offset are this close together.
  const offsets = [asUtc - windowMs, asUtc + windowMs].map((time) => offsetAt(time, timeZone));
  const moments = offsets.map((offset) => asUtc - offset).filter((time) => time + offsetAt(time, timeZone) === asUtc);
  return [...new Set(moments)].toSorted((a, b) => a - b);
}

/** The local time, to the minute: 2026-11-23T18:30. */
export const wallTime = (time: number, timeZone: string): string =>
  new Date(time + offsetAt(time, timeZone)).toISOString().slice(0, 16);

/** The local day: 2026-11-23. */
export const dayIn = (time: number, timeZone: string): string => wallTime(time, timeZone).slice(0, 10);

/** The first moment of a local day; for a day that the zone skips, the first moment after it. */
export function startOfDay(day: string, timeZone: string): number {
  const [midnight] = momentsOf(`${day}T00:00`, timeZone);
  return midnight ?? firstAfter(day, timeZone);
}

/** For a day without midnight: the moment at which clocks are set forward past it. */
function firstAfter(day: string, timeZone: string): number {
  const asUtc = Date.parse(`${day}T00:00Z`);
  let [before, after] = [asUtc - windowMs, asUtc + windowMs];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayIn(middle, timeZone) < day) before = middle;
    else after = middle;
  }
  return after;
}

/** The calendar day that many days later; negative: earlier. */
export const daysOn = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + days * 24 * 60 * minuteMs).toISOString().slice(0, 10);

const wallShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const minuteMs = 60_000;
const windowMs = 36 * 60 * minuteMs;

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  return format;
}
