const units = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
  ['month', 2_629_800],
  ['year', 31_557_600],
] as const;

export interface Span {
  readonly unit: (typeof units)[number][0];
  readonly count: number;
}

/**
 * Returns a duration in the largest unit that it fills: 7300 seconds are 2 hours. Negative durations, caused by a wrong
 * clock, count as 0.
 */
export function spanOf(seconds: number): Span {
  const [unit, length] = units.findLast(([, size]) => seconds >= size) ?? units[0];
  return { unit, count: Math.max(0, Math.floor(seconds / length)) };
}

/** Returns how long before `now` (epoch milliseconds) a time was. */
export const spanSince = (time: string, now: number): Span => spanOf((now - Date.parse(time)) / 1000);
