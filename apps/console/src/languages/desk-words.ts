import { calendarSpan } from '#languages/calendar-span';
import { spanOf } from '#languages/span';
import { Words } from '#languages/words';
import { isolate } from './isolate.ts';
import type { Language } from './texts.ts';

/** Adds times, percentages and lists to the words of one of the desk's languages. */
export class DeskWords extends Words<Language> {
  private readonly relative = new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto', style: 'short' });
  private readonly dates = new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', timeStyle: 'short' });
  private readonly days = new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium' });
  private readonly exactly = new Intl.DateTimeFormat(this.locale, { dateStyle: 'long', timeStyle: 'long' });
  private readonly clocks = new Intl.DateTimeFormat(this.locale, {
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  private readonly calendarDays = new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', timeZone: 'UTC' });
  private readonly shortDays = new Intl.DateTimeFormat(this.locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  private readonly lists = new Intl.ListFormat(this.locale, { type: 'conjunction' });
  private readonly percents = new Intl.NumberFormat(this.locale, { style: 'percent', maximumFractionDigits: 0 });

  percent(share: number): string {
    return this.percents.format(share);
  }

  list(items: readonly string[]): string {
    return this.lists.format(items);
  }

  /** "3 hr ago"; a time in the future, by a wrong clock, is shown as now. */
  ago(time: string, now: number): string {
    const { unit, count } = calendarSpan(time, now);
    return this.relative.format(-count, unit);
  }

  /** "3 hr": how long something lasted or lasts. */
  duration(seconds: number): string {
    const { unit, count } = spanOf(seconds);
    return new Intl.NumberFormat(this.locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count);
  }

  /** With the time of day, in the moderator's time zone. */
  date(time: string): string {
    return this.dates.format(new Date(time));
  }

  /** The same to the second, with the time zone. */
  exact(time: string): string {
    return this.exactly.format(new Date(time));
  }

  /** "1:30 AM EST": the time of day with its zone, which distinguishes the two equal hours when clocks go back. */
  clock(time: string): string {
    return this.clocks.format(new Date(time));
  }

  /** The day of a moment, in the moderator's time zone. */
  day(time: string): string {
    return this.days.format(new Date(time));
  }

  /** A calendar day such as 2026-11-23, independent of time zones. */
  calendarDay(day: string): string {
    return this.calendarDays.format(new Date(`${day}T00:00:00Z`));
  }

  /** "Asia/Kolkata (GMT+5:30)": a zone's name and its offset at that time. */
  zone(time: string, timeZone: string): string {
    const parts = new Intl.DateTimeFormat(this.locale, { timeZone, timeZoneName: 'shortOffset' }).formatToParts(
      new Date(time),
    );
    const offset = parts.find(({ type }) => type === 'timeZoneName')?.value;
    return isolate(offset === undefined || offset === timeZone ? timeZone : `${timeZone} (${offset})`);
  }

  /** "3 May": a day of the calendar, by its midnight in UTC, without its year. */
  shortDay(time: Date): string {
    return this.shortDays.format(time);
  }
}
