import { calendarSpan } from '#languages/calendar-span';
import { type Values, Words } from '#languages/words';
import type { Catalogue, PluralKey, TextKey } from './catalogue.ts';

/** One language's texts, numbers and dates. */
export class ThreadWords extends Words {
  constructor(
    private readonly catalogue: Partial<Catalogue>,
    language: string,
    locale?: string,
  ) {
    super(language, locale);
  }

  text(key: TextKey, values: Values = {}): string {
    return this.fill(this.catalogue[key] ?? '', values);
  }

  /** The text of a badge next to a name; a badge that this page does not know has its name from the service. */
  badge(badge: string): string {
    const texts: Readonly<Record<string, unknown>> = { ...this.catalogue };
    const text = texts[badge];
    return typeof text === 'string' ? text : badge;
  }

  /** Why comments are reported, in the order in which readers are asked. */
  get reasons(): [string, string][] {
    return Object.entries(this.catalogue.reasons ?? {});
  }

  /** The text of a rejection reason: one that readers also report, or one for moderators only. */
  because(reason: string): string {
    const { reasons = {}, houseReasons = {} } = this.catalogue;
    const texts: Texts = { ...houseReasons, ...reasons };
    return texts[reason] ?? reason;
  }

  /** A rule's objection to a text; empty for a rule that this page does not know. */
  rule(rule: string): string {
    const texts: Texts = this.catalogue.rules ?? {};
    return texts[rule] ?? '';
  }

  counted(key: PluralKey, count: number): string {
    return this.count(this.catalogue[key] ?? { other: '' }, count);
  }

  /**
   * "3 hours ago"; less than a minute was just now.
   * @param timeZone of the calendar in which it was yesterday; absent: the reader's own
   */
  ago(time: string, now: number, timeZone?: 'UTC'): string {
    const { unit, count } = calendarSpan(time, now, timeZone);
    return new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto' }).format(unit === 'second' ? 0 : -count, unit);
  }

  /** @param timeZone absent: the reader's own */
  date(time: string, timeZone?: string): string {
    return new Intl.DateTimeFormat(this.locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(
      new Date(time),
    );
  }

  /** "4:05" */
  clock(seconds: number): string {
    const two = new Intl.NumberFormat(this.locale, { minimumIntegerDigits: 2 });
    return `${this.number(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
  }
}

/** By names that may be newer than this page. */
type Texts = Readonly<Record<string, string>>;
