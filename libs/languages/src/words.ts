import type { Plural } from './plural.ts';

export type Values = Readonly<Record<string, string | number>>;

/** How one language counts, fills in its sentences and runs over the page. */
export class Words<Language extends string = string> {
  readonly direction: 'ltr' | 'rtl';
  readonly locale: string;
  private readonly plurals: Intl.PluralRules;
  private readonly numbers: Intl.NumberFormat;

  /** @param locale a BCP 47 tag of the language; its region decides how numbers and dates are written (en-GB) */
  constructor(
    readonly language: Language,
    locale: string = language,
  ) {
    this.locale = inOneNumbering(locale);
    this.direction = language === 'ar' ? 'rtl' : 'ltr';
    this.plurals = new Intl.PluralRules(this.locale);
    this.numbers = new Intl.NumberFormat(this.locale);
  }

  /** `{name}` becomes the value of that name, or nothing. */
  fill(text: string, values: Values): string {
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? this.number(value) : (value ?? '');
    });
  }

  count(forms: Plural, count: number, values: Values = {}): string {
    return this.fill((forms[this.plurals.select(count)] ?? forms.other).replace('#', this.number(count)), values);
  }

  number(value: number): string {
    return this.numbers.format(value);
  }
}

/**
 * Which digits a language has where it has two kinds (Arabic), each engine decides by tables of its own: what the
 * server wrote and what a browser writes beside it would differ. So it is the kind that all of them know, unless the
 * tag has wishes of its own (`ar-u-nu-arab`).
 */
const inOneNumbering = (locale: string): string => (locale.includes('-u-') ? locale : `${locale}-u-nu-latn`);
