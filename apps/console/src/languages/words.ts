import type { Language, Plural } from './texts';

/** How one language writes numbers, dates and sentences. */
export class Words {
  readonly direction: 'ltr' | 'rtl';
  private readonly plurals: Intl.PluralRules;
  private readonly numbers: Intl.NumberFormat;
  private readonly relative: Intl.RelativeTimeFormat;
  private readonly dates: Intl.DateTimeFormat;
  private readonly days: Intl.DateTimeFormat;
  private readonly lists: Intl.ListFormat;
  private readonly percents: Intl.NumberFormat;

  /** @param locale a BCP 47 tag of the language; its region decides how dates are written (en-GB) */
  constructor(
    readonly language: Language,
    readonly locale: string = language,
  ) {
    this.direction = language === 'ar' ? 'rtl' : 'ltr';
    this.plurals = new Intl.PluralRules(locale);
    this.numbers = new Intl.NumberFormat(locale);
    this.relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
    this.dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    this.days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
    this.lists = new Intl.ListFormat(locale, { type: 'conjunction' });
    this.percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  }

  /** `{name}` becomes the value of that name. */
  fill(text: string, values: Readonly<Record<string, string | number>>): string {
    return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? this.number(value) : (value ?? '');
    });
  }

  count(forms: Plural, count: number, values: Readonly<Record<string, string | number>> = {}): string {
    return this.fill((forms[this.plurals.select(count)] ?? forms.other).replace('#', this.number(count)), values);
  }

  number(value: number): string {
    return this.numbers.format(value);
  }

  percent(share: number): string {
    return this.percents.format(share);
  }

  list(items: readonly string[]): string {
    return this.lists.format(items);
  }

  /** "3 hr ago"; what lies in the future by a wrong clock was just now. */
  ago(time: string, now: number): string {
    const { unit, count } = largest(Math.max(0, (now - Date.parse(time)) / 1000));
    return this.relative.format(-count, unit);
  }

  /** "3 hr": how long something lasted or lasts. */
  duration(seconds: number): string {
    const { unit, count } = largest(Math.max(0, seconds));
    return new Intl.NumberFormat(this.locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count);
  }

  /** With the time of day, in the moderator's time zone. */
  date(time: string): string {
    return this.dates.format(new Date(time));
  }

  day(time: string): string {
    return this.days.format(new Date(time));
  }
}

const units = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
  ['month', 2_629_800],
  ['year', 31_557_600],
] as const;

function largest(seconds: number): { unit: (typeof units)[number][0]; count: number } {
  const [unit, length] = units.findLast(([, size]) => seconds >= size) ?? units[0];
  return { unit, count: Math.floor(seconds / length) };
}
