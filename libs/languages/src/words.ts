import type { Plural } from './plural.ts';

export type Values = Readonly<Record<string, string | number>>;

/** How one language counts, fills in its sentences and runs over the page. */
export class Words<Language extends string = string> {
  readonly direction: 'ltr' | 'rtl';
  private readonly plurals: Intl.PluralRules;
  private readonly numbers: Intl.NumberFormat;

  /** @param locale a BCP 47 tag of the language; its region decides how numbers and dates are written (en-GB) */
  constructor(
    readonly language: Language,
    readonly locale: string = language,
  ) {
    this.direction = language === 'ar' ? 'rtl' : 'ltr';
    this.plurals = new Intl.PluralRules(locale);
    this.numbers = new Intl.NumberFormat(locale);
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
