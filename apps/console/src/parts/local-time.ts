import { momentsOf, wallTime } from '#contracts/zone-time';

/**
 * A time as `<input type="datetime-local">` has it, without a time zone: '' for none. Where clocks are put back, it comes
 * twice: `later` is the second one.
 */
export interface TypedTime {
  readonly wall: string;
  readonly later: boolean;
}

export const noTime: TypedTime = { wall: '', later: false };

/** The moderator's time zone, as their browser has it. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A moment as clocks there show it. */
export function toTyped(time: string | null, timeZone = ownZone()): TypedTime {
  if (time === null) return noTime;
  const wall = wallTime(Date.parse(time), timeZone);
  const minute = Math.floor(Date.parse(time) / 60_000) * 60_000;
  return { wall, later: momentsOf(wall, timeZone).indexOf(minute) === 1 };
}

/** The moment that was typed; null for none, and for what is none. */
export function fromTyped({ wall, later }: TypedTime, timeZone = ownZone()): string | null {
  const moments = momentsOf(wall, timeZone);
  const moment = later ? moments.at(-1) : moments[0];
  return moment === undefined ? null : new Date(moment).toISOString();
}

/** Something is typed, and clocks there never show it. */
export const isSkipped = ({ wall }: TypedTime, timeZone = ownZone()): boolean =>
  wall !== '' && momentsOf(wall, timeZone).length === 0;

export const isSameTime = (one: TypedTime, other: TypedTime): boolean =>
  one.wall === other.wall && one.later === other.later;
