import type { NudgeRule } from '#contracts/vocabulary';
import type { Catalogue, Plural, PluralKey, TextKey } from './catalogue';

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
  ['month', 2_629_800],
  ['year', 31_557_600],
];

/** One language's texts, numbers and dates. */
export class Words {
  readonly direction: 'ltr' | 'rtl';
  private readonly locale: string;

  /**
   * @param language of the catalogue
   * @param wanted the tag that was asked for: its region decides how dates are written (en-GB)
   */
  constructor(
    private readonly catalogue: Catalogue,
    readonly language: string,
    wanted: string,
  ) {
    this.locale = isLocale(wanted) && baseOf(wanted) === language ? wanted : language;
    this.direction = language === 'ar' ? 'rtl' : 'ltr';
  }

  text(key: TextKey, values: Readonly<Record<string, string>> = {}): string {
    return this.catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  }

  /** What stands beside a name; one that is newer than this page as the service calls it. */
  badge(badge: string): string {
    return (this.catalogue as unknown as Texts)[badge] ?? badge;
  }

  /** Why comments are reported, in the order in which readers are asked. */
  get reasons(): [string, string][] {
    return Object.entries(this.catalogue.reasons);
  }

  /** Why a moderator rejected a comment: what readers report, or one of the house's own. */
  because(reason: string): string {
    const { reasons, houseReasons } = this.catalogue;
    return (reasons as Texts)[reason] ?? (houseReasons as Texts)[reason] ?? reason;
  }

  /** What a rule has against a text; nothing for a rule that is newer than this page. */
  rule(rule: string): string {
    return this.catalogue.rules[rule as NudgeRule] ?? '';
  }

  count(key: PluralKey, count: number): string {
    const forms: Plural = this.catalogue[key];
    const form = forms[new Intl.PluralRules(this.locale).select(count)] ?? forms.other;
    return form.replace('#', this.number(count));
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.locale).format(value);
  }

  /** "3 hours ago"; what is in the future by a wrong clock was just now. */
  ago(time: string, now: number): string {
    const seconds = Math.max(0, (now - Date.parse(time)) / 1000);
    const [unit, length] = steps.findLast(([, size]) => seconds >= size) ?? (['second', 1] as const);
    const count = unit === 'second' ? 0 : Math.floor(seconds / length);
    return new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto' }).format(-count, unit);
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

type Texts = Readonly<Record<string, string>>;

/** 'de' of 'de-AT' */
export const baseOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
