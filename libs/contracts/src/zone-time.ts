/**
 * What the clocks of a time zone say, by the zone's own rules: days there have 23, 24 or 25 hours, or none at all.
 * Times are milliseconds since 1970.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that the zone's clocks are ahead of UTC at a moment. */
export function offsetAt(time: number, timeZone: string): number {
  const named = formatOf(timeZone).format(time);
  const [, sign, hours, minutes = '0'] = /GMT([+-])(\d+)(?::(\d+))?/.exec(named) ?? [];
  if (hours === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs;
}

/**
 * The moments at which clocks there show a time, earliest first: two where clocks are put back over it, none where they
 * are put forward over it.
 * @param wall as `<input type="datetime-local">` writes it: 2026-11-23T18:30
 */
export function momentsOf(wall: string, timeZone: string): number[] {
  const asUtc = Date.parse(`${wall}Z`);
  // Engines read the 30th of February as a day of March.
  if (!wallShape.test(wall) || Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(wall)) return [];
  // Clocks are never further from UTC than 14 hours, and no two changes are as close as this.
  const offsets = [asUtc - windowMs, asUtc + windowMs].map((time) => offsetAt(time, timeZone));
  const moments = offsets.map((offset) => asUtc - offset).filter((time) => time + offsetAt(time, timeZone) === asUtc);
  return [...new Set(moments)].toSorted((a, b) => a - b);
}

/** What clocks there show, to the minute: 2026-11-23T18:30. */
export const wallTime = (time: number, timeZone: string): string =>
  new Date(time + offsetAt(time, timeZone)).toISOString().slice(0, 16);

/** The day that it is there. */
export const dayIn = (time: number, timeZone: string): string => wallTime(time, timeZone).slice(0, 10);

/** The first moment of a day; of one that clocks there skip, the first after it. */
export function startOfDay(day: string, timeZone: string): number {
  const [midnight] = momentsOf(`${day}T00:00`, timeZone);
  return midnight ?? firstAfter(day, timeZone);
}

/** Midnight is skipped: the moment at which clocks are put forward over it. */
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

/** So many days on, or back, in the calendar. */
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
